"""Judging a given answer: equality for what is chosen, the graders for what is typed."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.course.forms import Form, asks_for_reading, form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import RANKS, Given, Judgement, Verdict

if TYPE_CHECKING:
    from taiwa.tutor.explaining import KeyPoint


def judge(
    question: Question, given: Given, language: str, course: Course | None = None
) -> Judgement:
    """The judgement on an answer given while the interface was in `language`.

    What the `course` calls things besides makes of a wrong answer at most one to ask about.
    """
    form, text = form_of(question), given.text or ""
    match form.manner:
        case "explanation":
            return _explained(form, text, language, question.prompt)
        case "words" | "year":
            return _typed(question, text, language, course)
        case "one" | "several":
            taken = next((index for index in given.chosen if index not in form.right), None)
        case "verdict" | "order" | "pairs":
            taken = None  # none has a text that says what it confuses
        case _:
            assert_never(form.manner)
    return Judgement("correct" if given.chosen == form.right else "wrong", confusion=taken)


def _typed(question: Question, text: str, language: str, course: Course | None) -> Judgement:
    """A typed answer against what is accepted, first in `language`, then in any other."""
    from taiwa.tutor.grade.attempts import Setting
    from taiwa.tutor.grading import grade_by_rules, grade_typed

    form, best = form_of(question), Judgement("wrong")
    first, names = form.language or language, course.names if course else ()
    names = () if asks_for_reading(question) else names
    setting = Setting(
        " ".join((*question.prompt.values(), *(form.sentence or {}).values())),
        [[n for n in called if form.language in (None, n[0])] for called in names],
    )
    for tongue in sorted(form.accepted, key=lambda code: code != first):
        grade = grade_typed(text, form.accepted[tongue], tongue, setting)
        if RANKS.index(grade.verdict) < RANKS.index(best.verdict):
            best = Judgement(grade.verdict, grade.matched, grade.forgave)
        if best.verdict == "correct":
            return best
    if best.verdict == "close":
        return best
    for index, confusion in enumerate(form.confusions):
        for tongue, answers in confusion.answers.items():
            if grade_by_rules(text, answers, tongue).verdict == "correct":
                return Judgement("wrong", confusion=index)
    return best


def _explained(form: Form, text: str, language: str, languages: Collection[str]) -> Judgement:
    """All key points but one make it right, half of them a near miss that may be completed; it is
    read in that of the course's languages in which it is written."""
    from taiwa.tutor.ask.folding import language_of
    from taiwa.tutor.explaining import read_explanation

    told = language_of(text, language)
    written = told if told in languages else language
    marks = read_explanation(text, _key_points(form, written), written)
    return _with_points(form, marks.credited, marks.asked)


def _key_points(form: Form, language: str) -> "list[KeyPoint]":
    from taiwa.tutor.explaining import KeyPoint

    return [KeyPoint(p.text[language], p.phrases[language]) for p in form.points]


def earning(question: Question, text: str) -> tuple[str, ...]:
    """The words of an explanation that come nearest to each of its question's key points."""
    from taiwa.tutor.explaining import earning_words

    form = form_of(question)
    languages = question.prompt if form.points else ()
    return earning_words(text, {code: _key_points(form, code) for code in languages})


def _with_points(
    form: Form, covered: Iterable[int], asked: Iterable[int] = (), confirmed: bool = False
) -> Judgement:
    """The judgement on an explanation that covers some points, and may cover others."""
    points = tuple(sorted(set(covered)))
    if len(points) == len(form.points):
        return Judgement("correct", points=points, confirmed=confirmed)
    verdict: Verdict = "close" if 2 * len(points) >= len(form.points) else "wrong"
    open_ = tuple(sorted(set(asked) - set(points)))
    return Judgement(verdict, points=points, again=True, asked=open_, confirmed=confirmed)


def completed(question: Question, before: Judgement | None, now: Judgement) -> Judgement:
    """A second try at an explanation: what either of the two covers, or may cover."""
    form = form_of(question)
    if before is None or form.manner != "explanation":
        return now
    points, asked = (*before.points, *now.points), (*before.asked, *now.asked)
    return _with_points(form, points, asked, before.confirmed)


def claimable(question: Question | None, judgement: Judgement | None) -> tuple[int, ...]:
    """The points of an explanation just judged that the learner may count as covered."""
    if question is None or judgement is None:
        return ()
    return tuple(i for i in range(len(form_of(question).points)) if i not in judgement.points)


def missing(question: Question | None, judgement: Judgement | None) -> tuple[int, ...]:
    """The points of an explanation that it neither makes nor may make."""
    open_ = judgement.asked if judgement else ()
    return tuple(i for i in claimable(question, judgement) if i not in open_)


def claimed(question: Question, judgement: Judgement, point: int) -> Judgement:
    """The judgement with one point more."""
    points = (*judgement.points, point)
    return _with_points(form_of(question), points, judgement.asked, judgement.confirmed)


def confirmed(question: Question, judgement: Judgement, point: int | None, yes: bool) -> Judgement:
    """The judgement after the learner's yes or no to what was in doubt."""
    if point is None:
        return replace(judgement, verdict="correct" if yes else "wrong", confirmed=yes)
    points = (*judgement.points, point) if yes else judgement.points
    asked = (other for other in judgement.asked if other != point)
    return _with_points(form_of(question), points, asked, judgement.confirmed or yes)


def gives_away(course: Course, question: Question, passages: Sequence[str]) -> bool:
    """True if one of the passages says what `question` asks for."""
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
    form = form_of(question)
    chosen = form.right if form.manner in ("one", "several") else ()
    told = [words for index in chosen for words in form.things[index].values()]
    return [*(answers[0] for answers in form.accepted.values()), *told]
