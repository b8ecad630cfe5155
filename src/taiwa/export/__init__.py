"""Files for other programs: tables, cards, quizzes."""
