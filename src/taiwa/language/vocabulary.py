"""Interface names of things that content and graders call by a keyword."""

from taiwa.errors import N_

ROLE_NAMES = {
    "claim": N_("Claim"),
    "evidence": N_("Evidence"),
    "concession": N_("Concession"),
    "background": N_("Background"),
    "conclusion": N_("Conclusion"),
}

VOICE_NAMES = {
    "author": N_("the author's view"),
    "nato": N_("NATO's view"),
    "france": N_("France's view"),
    "turkey": N_("Turkey's view"),
    "opposition": N_("the opposition's view"),
    "government": N_("the government's view"),
    "record": N_("the public record"),
}

KIND_NAMES = {
    "fact": N_("Facts"),
    "reason": N_("Why and how"),
    "argument": N_("The argument"),
    "vocabulary": N_("Vocabulary"),
    "comparison": N_("Comparison"),
}

MODE_NAMES = {
    "lesson": N_("Lesson"),
    "quiz": N_("Quiz"),
    "review": N_("Review"),
    "exam": N_("Exam"),
}

OUTCOME_NAMES = {
    "right": N_("right"),
    "close": N_("right, with a slip"),
    "wrong": N_("wrong"),
    "skipped": N_("skipped"),
    "revealed": N_("answer shown"),
}

FORGIVEN: dict[str, str] = {}
"""The tolerances of the grader that are worth telling the learner."""
