"""What goes out of taiwa for other programs: tables, cards, quizzes, a notebook."""
