"""Advice on a course without problems: told by `taiwa check`, and no mistake."""

from collections.abc import Callable, Iterator
from pathlib import Path

from taiwa import paths
from taiwa.course.beginning import template_texts
from taiwa.course.course import Course
from taiwa.course.drills import drilled
from taiwa.course.forms import form_of
from taiwa.course.model import Choice, Explain, Question, Section, Year
from taiwa.course.people import Takes, refused_names
from taiwa.course.problems import LocatedFinding, Places, Problem, Problems
from taiwa.course.release import LOCK
from taiwa.course.texts import texts
from taiwa.errors import N_

Asked = Callable[[str, str], bool]
"""Tells whether the tutor finds anything on a question, asked in a language."""

ENOUGH = 8
"""Ways to put a key point in a language, from which on it is mostly recognised: with three, one in
three that were said was asked about, and none was ticked (see CONTRIBUTING)."""
MOST_ASKED = 1_000
"""Questions of a course with which its tutor is tried: each takes about ten milliseconds."""

UNUSED = N_("no lesson step asks {ids}: they come in quizzes and exams only")
THIN = N_(
    "point {point} has {count} ways to put it ({language}): with {enough} or more it is mostly"
    " recognised"
)
UNWRITTEN = N_("still as taiwa new wrote it: {text}")
UNLOCKED = N_(
    "no ids are locked yet: taiwa check --lock, before taiwa pack hands the course out, keeps what"
    " learners remember tied to its questions"
)
DECLINED = N_(
    "the tutor finds nothing on {count} of {all} questions, asked as they stand: {ids}; an answer"
    " that has them among its asks helps"
)
REFUSED = N_(
    "the texts say '{told}', which the grader does not take for '{answer}' ({language}): add it to"
    " the accepted answers"
)
COPIED = N_(
    "the id '{id}' is that of the course that comes with taiwa: the records of both would be one;"
    " give it another"
)


def advise(
    course: Course, places: Places, folder: Path, asked: Asked, takes: Takes
) -> list[Problem]:
    """Everything that could be better, in the order of files and lines."""
    told = Problems()
    for found in _found(course, folder, asked, takes):
        file, mark = places.of(found.name, found.text)
        told.add(file, mark, found.message, "", found.name, **found.values)
    return told.sorted()


def _found(course: Course, folder: Path, asked: Asked, takes: Takes) -> Iterator[LocatedFinding]:
    own = folder.resolve() == paths.shipped(paths.CONTENT).resolve()
    if course.id == paths.shipped_id() and not own:
        yield LocatedFinding(course.id, COPIED, id=course.id)
    if not (folder / LOCK).exists():
        yield LocatedFinding(course.id, UNLOCKED)
    yield from _unwritten(course)
    few = sum(1 for _ in course.all_questions()) <= MOST_ASKED
    if few:
        for name in refused_names(course, takes):
            yield LocatedFinding(name.question, REFUSED, name.answer, **name._asdict())
    for section in course.sections:
        made = {*drilled([section]), *(section.argument.build if section.argument else ())}
        questions = [each for each in section.questions if each.id not in made]
        yield from _unused(section, questions)
        for question in questions:
            yield from _thin(course, question)
        if few:
            yield from _declined(course, section, questions, asked)


def _unwritten(course: Course) -> Iterator[LocatedFinding]:
    """Texts that only say what is to be written in their place, and examples left as they were."""
    told: set[str] = set()
    for name, text in texts(course):
        left = next((said for said in text.values() if said in template_texts()), "")
        if left and not (name in course.questions and name in told):  # its first place tells enough
            told.add(name)
            yield LocatedFinding(name, UNWRITTEN, left, text=" / ".join(text.values()))


def _unused(section: Section, questions: list[Question]) -> Iterator[LocatedFinding]:
    used = {name for step in section.lesson for name in step.then}
    left = [each for each in questions if each.id not in used and not _compares(each)]
    if left:
        yield LocatedFinding(section.id, UNUSED, ids=tuple(_short(each, section) for each in left))


def _compares(question: Question) -> bool:
    """True for a question on an official wording, which stands beside the lesson."""
    return isinstance(question, Choice) and question.contrast is not None


def _short(question: Question, section: Section) -> str:
    return question.id.removeprefix(f"{section.id}.")


def _thin(course: Course, question: Question) -> Iterator[LocatedFinding]:
    ways = [
        (len(point.phrases[language]), number, language)
        for number, point in enumerate(form_of(question).points, 1)
        for language in course.languages
    ]
    count, number, language = min(ways, default=(ENOUGH, 0, ""))
    if count < ENOUGH:
        values = {"point": number, "count": count, "language": language, "enough": ENOUGH}
        yield LocatedFinding(question.id, THIN, **values)


def _declined(
    course: Course, section: Section, questions: list[Question], asked: Asked
) -> Iterator[LocatedFinding]:
    """Questions on which the tutor, asked them, has nothing to show."""
    whole = [each for each in questions if _asks_by_itself(each)]
    ways = [(each, language) for each in whole for language in course.languages]
    left = [each for each in ways if not asked(each[0].prompt[each[1]], each[1])]
    if left:
        ids = tuple(f"{_short(question, section)} ({language})" for question, language in left)
        values = {"count": len(left), "all": len(ways), "ids": ids}
        yield LocatedFinding(section.id, DECLINED, **values)


def _asks_by_itself(question: Question) -> bool:
    """True if a prompt is a question as a learner might ask it, without options or a sentence."""
    form = form_of(question)
    return isinstance(question, Choice | Explain | Year) or (
        form.manner == "words" and not form.sentence and len(form.accepted) > 1
    )
