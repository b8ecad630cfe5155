"""Three public faces, `grading`, `asking` and `explaining`, and what each is made of."""
