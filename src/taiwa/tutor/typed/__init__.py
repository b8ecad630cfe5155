"""What `taiwa.tutor.grading` is made of: folds, word lists and slips, one idea in each file."""
