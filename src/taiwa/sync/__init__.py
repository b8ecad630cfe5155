"""A learner's records of several machines brought together at a place where they meet."""
