"""What grading, asking and explaining share: folds, slips, numerals, kana, places."""
