"""The learner's record: the log, and what derives from it."""
