"""Everything that becomes a sentence, in the language that is on."""
