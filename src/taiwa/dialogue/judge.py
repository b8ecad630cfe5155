"""Judging a given answer: equality for what is chosen, the graders for what is typed."""

from collections.abc import Mapping, Sequence

from taiwa.course.course import Course
from taiwa.course.model import (
    Choice,
    Choices,
    Confusion,
    Explain,
    Match,
    Order,
    Question,
    TrueFalse,
    Typed,
    Year,
)
from taiwa.dialogue.events import Given, Judgement


def judge(question: Question, given: Given, language: str) -> Judgement:
    """The judgement on an answer given while the interface was in `language`."""
    if isinstance(question, Explain):
        return _explained(question, given.text or "", language)
    if isinstance(question, Year):
        accepted = (str(question.answer),)
        return _typed({language: accepted}, question.confusions, given.text or "", language)
    if isinstance(question, Typed):
        language = question.answer_in or language
        return _typed(question.accepted, question.confusions, given.text or "", language)
    right = given.chosen == _right(question)
    return Judgement("correct" if right else "wrong", confusion=_taken(question, given))


def _right(question: Question) -> tuple[int, ...]:
    if isinstance(question, Choice | Choices):
        return tuple(i for i, option in enumerate(question.options) if option.correct)
    if isinstance(question, TrueFalse):
        return (0,) if question.answer else (1,)
    assert isinstance(question, Match | Order)
    return tuple(range(len(question.pairs if isinstance(question, Match) else question.items)))


def _taken(question: Question, given: Given) -> int | None:
    """The first wrong option taken; its `why` says what it confuses."""
    if not isinstance(question, Choice | Choices):
        return None
    return next((i for i in given.chosen if not question.options[i].correct), None)


def _typed(
    accepted: Mapping[str, tuple[str, ...]],
    confusions: tuple[Confusion, ...],
    text: str,
    language: str,
) -> Judgement:
    """A typed answer against what is accepted, first in `language`, then in any other."""
    from taiwa.tutor.grading import grade_typed

    best = Judgement("wrong")
    for tongue in sorted(accepted, key=lambda code: code != language):
        grade = grade_typed(text, accepted[tongue], tongue)
        if grade.verdict == "correct" or (grade.verdict == "close" and best.verdict == "wrong"):
            best = Judgement(grade.verdict, grade.matched, grade.forgave)
        if best.verdict == "correct":
            return best
    if best.verdict == "close":
        return best
    for index, confusion in enumerate(confusions):
        for tongue, answers in confusion.answers.items():
            if grade_typed(text, answers, tongue).verdict == "correct":
                return Judgement("wrong", confusion=index)
    return best


def _explained(question: Explain, text: str, language: str) -> Judgement:
    """All key points but one make it right, half of them a near miss that may be completed."""
    from taiwa.tutor.explaining import KeyPoint, grade_explanation

    points = [KeyPoint(p.text[language], p.phrases[language]) for p in question.points]
    return _with_points(question, grade_explanation(text, points, language))


def _with_points(question: Explain, covered: tuple[int, ...]) -> Judgement:
    """The judgement on an explanation that covers these points."""
    if len(covered) == len(question.points):
        return Judgement("correct", points=covered)
    half = 2 * len(covered) >= len(question.points)
    return Judgement("close" if half else "wrong", points=covered, again=True)


def completed(question: Question, before: Judgement | None, now: Judgement) -> Judgement:
    """A second try at an explanation: what either of the two covers."""
    if not isinstance(question, Explain) or before is None:
        return now
    return _with_points(question, tuple(sorted({*before.points, *now.points})))


def claimable(question: Question | None, judgement: Judgement | None) -> tuple[int, ...]:
    """The points of an explanation just judged that the learner may count as covered."""
    if not isinstance(question, Explain) or judgement is None:
        return ()
    return tuple(i for i in range(len(question.points)) if i not in judgement.points)


def claimed(question: Question, judgement: Judgement, point: int) -> Judgement:
    """The judgement with one point more."""
    assert isinstance(question, Explain)
    return _with_points(question, tuple(sorted({*judgement.points, point})))


def gives_away(course: Course, question: Question, passages: Sequence[str]) -> bool:
    """Whether one of the passages says what `question` asks for."""
    told = _right_words(question)
    for name in passages:
        answer = course.answers.get(name)
        if answer is None:
            texts = [term.term for term in [course.terms.get(name)] if term]
        elif answer.see == question.id:
            return True
        else:
            texts = [answer.reply]
        for text in texts:
            if any(word.casefold() in words.casefold() for words in text.values() for word in told):
                return True
    return False


def _right_words(question: Question) -> list[str]:
    """The right answer's own words, in every language."""
    if isinstance(question, Year):
        return [str(question.answer)]
    if isinstance(question, Typed):
        return [answers[0] for answers in question.accepted.values()]
    if isinstance(question, Choice | Choices):
        right = [option.text for option in question.options if option.correct]
        return [words for text in right for words in text.values()]
    return []
