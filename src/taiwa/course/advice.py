"""Advice on a course without problems: told by `taiwa check`, and no mistake."""

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from taiwa import paths
from taiwa.course.beginning import template_texts
from taiwa.course.course import Course
from taiwa.course.drills import FULL_WIDTH, drilled
from taiwa.course.essay import read_essay
from taiwa.course.forms import form_of
from taiwa.course.model import Choice, Cloze, Explain, Question, Section, Text, Typed, Year
from taiwa.course.people import Takes, refused_names
from taiwa.course.problems import LIGHT, LocatedFinding, Places, Problem, Problems
from taiwa.course.release import LOCK
from taiwa.course.texts import texts
from taiwa.errors import N_

Asked = Callable[[str, str], bool]
"""Tells whether the tutor finds anything on a question, asked in a language."""

Read = Callable[[str, Explain, str], tuple[Collection[int], Collection[int]]]
"""Reads an explanation in a language: the points that it makes and those that it may make."""

ENOUGH = 8
"""Ways to put a key point in a language, from which on it is mostly recognised: with three, one in
three that were said was asked about, and none was ticked (see CONTRIBUTING)."""
EVERYBODYS = ("course", "my-course", "new-course", "test", "essay", "text", "lesson", "class")
"""Ids that say nothing of a course."""
MOST_ASKED = 1_000
"""Questions of a course with which its tutor is tried: each takes about ten milliseconds."""

UNUSED = N_("no lesson step asks {ids}: they come in quizzes and exams only")
THIN = N_("fewer than {enough} ways to put a point: {points}; with as many it is mostly recognised")
UNWRITTEN = N_("still as taiwa new wrote it: {text}")
ALL_UNWRITTEN = N_("{count} texts are still as taiwa new wrote them, the first of them: {text}")
COPIED_TEXT = N_(
    "{count} of {all} steps are the text's own words: say in yours what the paragraph says ({ids})"
)
COMMON = N_(
    "the id '{id}' is one that another course may have, too, and then the records of both would be"
    " one: give it one of its own"
)
UNLOCKED = N_(
    "no ids are locked yet: taiwa check --lock, before taiwa pack hands the course out, keeps what"
    " learners remember tied to its questions"
)
DECLINED = N_(
    "the lessons and answers tell the tutor nothing on {count} of {all} questions, asked as they"
    " stand: {ids}; an answer that has them among its asks helps"
)
REFUSED = N_(
    "the texts say '{told}', which the grader does not take for '{answer}' ({language}): add it to"
    " the accepted answers"
)
SAID = N_("the question itself says '{answer}', which it asks for ({language})")
UNSHOWN = N_(
    "'{answer}' is in none of the sentences and collocations of '{term}' that are shown once it is"
    " answered"
)
EARNS = N_("kept as wrong, but the grader ticks key point {points} ({language}): {told}")
DENIED = N_(
    "kept as right, but the grader neither ticks nor asks about key point {points} ({language}):"
    " {told}; more ways to put a point help"
)
COPIED = N_(
    "the id '{id}' is that of the course that comes with taiwa: the records of both would be one;"
    " give it another"
)


def advise(
    course: Course, places: Places, folder: Path, asked: Asked, takes: Takes, read: Read
) -> list[Problem]:
    """Everything that could be better, in the order of files and lines."""
    told = Problems()
    for found in _found(course, folder, asked, takes, read):
        file, mark = places.of(found.name, found.text)
        told.add(file, mark, found.message, "", found.name, **found.values)
    return told.sorted()


def _found(
    course: Course, folder: Path, asked: Asked, takes: Takes, read: Read
) -> Iterator[LocatedFinding]:
    own = folder.resolve() == paths.shipped(paths.CONTENT).resolve()
    if course.id == paths.shipped_id() and not own:
        yield LocatedFinding(course.id, COPIED, id=course.id)
    if not (folder / LOCK).exists():
        yield LocatedFinding(course.id, UNLOCKED)
    if course.id in EVERYBODYS:
        yield LocatedFinding(course.id, COMMON, id=course.id)
    yield from _unwritten(course)
    yield from _copied(course, folder)
    for question in course.all_questions():
        yield from _said(question, question.id)
    for drill in course.vocabulary:
        yield from _said(drill, drill.terms[0])
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
            if few and isinstance(question, Explain):
                yield from _misread(question, read)
        yield from _unshown(course, section)
        if few:
            yield from _declined(course, section, questions, asked)


def _said(question: Question, name: str) -> Iterator[LocatedFinding]:
    """An accepted answer that the prompt, or the text around a gap, says as a word of its own."""
    form = form_of(question)
    for language, answers in form.accepted.items() if form.manner == "words" else ():
        gapped = question.text[language] if isinstance(question, Cloze) else ""
        told = f"{question.prompt[language]} {gapped}".casefold()
        for answer in answers:
            word = re.escape(answer.casefold())
            own = word if language in FULL_WIDTH else rf"(?<!\w){word}(?!\w)"
            if len(answer) > 1 and re.search(own, told):
                yield LocatedFinding(name, SAID, answer=answer, language=language)
                break


def _unshown(course: Course, section: Section) -> Iterator[LocatedFinding]:
    """Phrases asked for that none of their term's examples has."""
    for word in section.words:
        for drill in (course.questions[name] for name in word.drills):
            if isinstance(drill, Typed) and not isinstance(drill, Cloze):
                (language, accepted), *_ = drill.accepted.items()
                shown = _letters("".join((*word.sentences[language], *word.collocations[language])))
                if not any(_letters(each) in shown for each in accepted):
                    yield LocatedFinding(drill.id, UNSHOWN, answer=accepted[0], term=word.term)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _unwritten(course: Course) -> Iterator[LocatedFinding]:
    """Texts that only say what is to be written in their place, and examples left as they were."""
    found: dict[str, list[tuple[str, str, Text]]] = {}
    for name, text in texts(course):
        if left := next((said for said in text.values() if said in template_texts()), ""):
            found.setdefault(_part(course, name), []).append((name, left, text))
    for (name, left, text), *more in found.values():
        message = ALL_UNWRITTEN if more else UNWRITTEN
        values = {"count": len(more) + 1, "text": " / ".join(text.values())}
        yield LocatedFinding(name, message, left, **values)


def _part(course: Course, name: str) -> str:
    """The part of a course that an id is in: the questions or the rest of a section, or a file
    that all sections share."""
    section = next((each for each in course.sections if name in (each.id, *each.parts)), None)
    if section is None:
        return "terms" if name in course.terms else "events" if name in course.events else ""
    return f"{section.id}{LIGHT if name in course.questions else ''}"


def _copied(course: Course, folder: Path) -> Iterator[LocatedFinding]:
    """Steps that `taiwa new` made of the text, and nobody has put in words of her own."""
    if not (essay := read_essay(course, [folder])):
        return
    for section in course.sections:
        own = {text for each in essay.paragraphs[section.id] for text in each.values()}
        left = [step.id for step in section.lesson if own.intersection(step.text.values())]
        if left:
            values = {"count": len(left), "all": len(section.lesson), "ids": tuple(left)}
            yield LocatedFinding(left[0], COPIED_TEXT, **values)


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
    few = tuple(
        f"{number} ({language}) {len(point.phrases[language])}"
        for number, point in enumerate(form_of(question).points, 1)
        for language in course.languages
        if len(point.phrases[language]) < ENOUGH
    )
    if few:
        yield LocatedFinding(question.id, THIN, points=few, enough=ENOUGH)


def _misread(question: Explain, read: Read) -> Iterator[LocatedFinding]:
    """Answers kept with a question of which the grader thinks otherwise than their author."""
    for language, answers in question.tried.items():
        for each in answers:
            ticked, asked = read(each.answer, question, language)
            left = {*each.points} - {*ticked, *asked} if each.points else {*ticked}
            if left:
                values = {"points": tuple(map(str, sorted(left))), "told": each.answer}
                message = DENIED if each.points else EARNS
                yield LocatedFinding(question.id, message, each.answer, **values, language=language)


def _declined(
    course: Course, section: Section, questions: list[Question], asked: Asked
) -> Iterator[LocatedFinding]:
    """Questions on which the tutor, asked them, has nothing to show."""
    whole = [each for each in questions if _asks_by_itself(each) and _is_written(each)]
    ways = [(each, language) for each in whole for language in course.languages]
    left = [each for each in ways if not asked(each[0].prompt[each[1]], each[1])]
    if left:
        ids = tuple(f"{_short(question, section)} ({language})" for question, language in left)
        values = {"count": len(left), "all": len(ways), "ids": ids}
        yield LocatedFinding(section.id, DECLINED, **values)


def _is_written(question: Question) -> bool:
    return not template_texts().intersection(question.explanation.values())


def _asks_by_itself(question: Question) -> bool:
    """True if a prompt is a question as a learner might ask it, without options or a sentence."""
    form = form_of(question)
    return isinstance(question, Choice | Explain | Year) or (
        form.manner == "words" and not form.sentence and len(form.accepted) > 1
    )
