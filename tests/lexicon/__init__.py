"""Makes the data of `locales/*/lexicon` from what is published; needed only to make them anew."""
