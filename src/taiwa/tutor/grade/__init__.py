"""The parts of `taiwa.tutor.grading`: attempts, rules, and what may surround an answer."""
