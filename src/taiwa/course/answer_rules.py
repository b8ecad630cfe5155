"""The rules of `taiwa check` on answers: the graders take what is right, and nothing else."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache

from taiwa.course.course import Course
from taiwa.course.drills import drilled
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.course.problems import LocatedFinding
from taiwa.errors import N_

GradeTyped = Callable[[str, Sequence[str], str], str]
"""The verdict on a typed answer, given what is accepted and the language."""

Shortlist = Callable[[Sequence[str], str], Callable[[Sequence[str]], Collection[int]]]
"""Takes typed answers in a language, and tells of accepted ones the places of all that may do."""

Covers = Callable[[Sequence[Sequence[str]], str], Callable[[str], tuple[int, ...]]]
"""Takes points, each a list of phrases, in a language, and tells which an explanation covers."""

TAKEN = N_(
    "'{phrase}' is recognised as point {found}; it should be point {own}: make the two points'"
    " phrases differ more"
)
UNKNOWN = N_(
    "'{phrase}' is recognised as no point; it should be point {own}: write it among that point's"
    " phrases"
)


def check_typed(course: Course, grade: GradeTyped) -> Iterator[LocatedFinding]:
    """The grader accepts every accepted answer, and refuses every foreseen or related wrong one."""
    forms = {question.id: form_of(question) for question in course.all_questions()}
    for name, form in forms.items():
        for language, accepted in form.accepted.items():
            for answer in accepted:
                if grade(answer, (answer,), language) != "correct":
                    message = N_("{language}: the grader refuses '{answer}': put it in other words")
                    yield LocatedFinding(name, message, language=language, answer=answer)
        for confusion in form.confusions:
            for language, answers in confusion.answers.items():
                for answer in answers:
                    if grade(answer, form.accepted.get(language, ()), language) != "wrong":
                        message = N_("{language}: the grader accepts the mistake '{answer}'")
                        yield LocatedFinding(name, message, language=language, answer=answer)


def check_lookalikes(
    course: Course, grade: GradeTyped, shortlist: Shortlist
) -> Iterator[LocatedFinding]:
    """Another question's first answer is not this one's, unless it is listed here too."""
    asked = _asked_for_words(course)
    takers = {language: _taker(asked, language, grade, shortlist) for language in course.languages}
    for name, answers in asked.items():
        for language, accepted in answers.items():
            for other, theirs in takers[language](tuple(accepted)):
                message = N_("{language}: the grader takes {other}'s '{answer}'")
                values = {"language": language, "other": other, "answer": theirs}
                yield LocatedFinding(name, message, **values)


def _asked_for_words(course: Course) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The accepted answers by question and language; drills of a phrase aside."""
    forms = {question.id: form_of(question) for question in course.all_questions()}
    phrases = {name for name in drilled(course.sections) if not forms[name].sentence}
    return {
        name: form.accepted
        for name, form in forms.items()
        if form.manner == "words" and name not in phrases
    }


def _taker(
    asked: Mapping[str, Mapping[str, Sequence[str]]],
    language: str,
    grade: GradeTyped,
    shortlist: Shortlist,
) -> Callable[[tuple[str, ...]], list[tuple[str, str]]]:
    """Tells of accepted answers which questions' first answer they take, and the answer.

    Questions of the same answers are graded once, for they may be many.
    """
    owners: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for place, (name, answers) in enumerate(asked.items()):
        if theirs := tuple(answers.get(language, ())):
            owners.setdefault(theirs, []).append((place, name))
    lists = list(owners)
    likely = shortlist([theirs[0] for theirs in lists], language)

    @cache
    def taken(accepted: tuple[str, ...]) -> list[tuple[str, str]]:
        found = [
            (place, name, theirs[0])
            for theirs in (lists[index] for index in likely(accepted))
            if not set(theirs) & set(accepted) and grade(theirs[0], accepted, language) != "wrong"
            for place, name in owners[theirs]
        ]
        return [(name, answer) for _, name, answer in sorted(found)]

    return taken


def check_points(course: Course, covers: Covers) -> Iterator[LocatedFinding]:
    """Key points are known by what they say, in each question's languages in turn."""
    for question in course.all_questions():
        if points := form_of(question).points:
            for language in course.languages:
                phrases = [point.phrases[language] for point in points]
                covered = covers(phrases, language)
                yield from _unknown(question.id, phrases, covered)
                if question.level:
                    yield from _unearned(question, language, covered)


def _unknown(
    name: str, phrases: Sequence[Sequence[str]], covered: Callable[[str], tuple[int, ...]]
) -> Iterator[LocatedFinding]:
    """Key points are known by their own phrases, and not by each other's."""
    for index, own in enumerate(phrases):
        for phrase in own:
            found = covered(phrase)
            if found != (index,):
                message = TAKEN if found else UNKNOWN
                values = {"phrase": phrase, "found": _told(found), "own": index + 1}
                yield LocatedFinding(name, message, phrase, **values)


def _unearned(
    question: Question, language: str, covered: Callable[[str], tuple[int, ...]]
) -> Iterator[LocatedFinding]:
    """To repeat an explanation's prompt or a hint earns no point, in courses of format 2."""
    for text in (question.prompt, *question.hints):
        if found := covered(text[language]):
            message = N_("{language}: '{told}' earns point {earned} by itself")
            values = {"language": language, "told": text[language], "earned": _told(found)}
            yield LocatedFinding(question.id, message, text[language], **values)


def _told(points: Sequence[int]) -> tuple[str, ...]:
    """The numbers of points, from 1."""
    return tuple(str(index + 1) for index in points)
