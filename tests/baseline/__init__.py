"""A baseline: all that taiwa says and writes of one frozen course, compared byte for byte.

For changes that must not be seen, such as moving code about. `python -m tests.baseline` compares,
`--renew` takes what is said now as the baseline, `--freeze` first takes the course of today too,
`--write FOLDER` writes everything there, to be held beside what another version writes.

It calls taiwa as a user does, through `main`, and knows the two public graders besides; the clock,
the random source and the time zone stand still. `learner.py` is who answers.
"""
