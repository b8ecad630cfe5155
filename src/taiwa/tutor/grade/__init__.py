"""What `taiwa.tutor.grading` is made of: attempts, rules, and what may surround an answer."""
