"""Forms of text that grading, asking and explaining share: folds, slips, numerals, kana, places."""
