"""From a learner's own question about the text to the passages that answer it."""
