"""How a learner's own question about the text finds the passages that answer it."""
