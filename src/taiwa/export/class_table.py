"""A class book as lines for a terminal, as a table for spreadsheets, and as JSON for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import json
from msgspec.structs import asdict

from taiwa.course.model import Section
from taiwa.errors import N_
from taiwa.export.class_book import SHORT, ClassBook, Learner, Missed
from taiwa.export.csv import table
from taiwa.export.hand_in import SectionScore
from taiwa.record.statistics import Share
from taiwa.text.cells import cells, pad
from taiwa.text.typesetting import plain, typeset
from taiwa.words.catalogs import Words
from taiwa.words.question_wording import named

NAME, LONGEST, CELL, DAY = 10, 24, 8, 6
"""Cells of a name, at least and at most, of a section, and of the last day."""

NAMED = 10
"""Files that are named where something is wrong with them."""

FOOT = N_("Learners can change what they hand in: this is for teaching, not for marks.")
LISTS = {
    "absent": N_("Have not handed in: {names}."),
    "no profile": N_("Have not begun this course on this machine: {names}."),
    "idle": N_("Not begun: {names}."),
    "strange": N_("Not on your list: {names}."),
    "claimed": N_("Answers that learners have counted as right themselves: {names}."),
    "dated": N_("* Handed in with another edition of the course than the one here: {names}."),
}


def class_lines(book: ClassBook, words: Words, width: int, *, handed: bool) -> Iterator[str]:
    """The table, who is missing from it, and the most missed questions; of what was `handed` in,
    else of the profiles here."""
    _ = words._
    yield words.plain(book.course.title)
    if book.learners:
        yield _("In each section: known now / right at the first try, in per cent")
        yield from _table(book, words, width)
        yield ""
        yield from _legend(book, words, width)
    notes = [
        words._(message, names=tuple(names)) for message, names in _lists(book, handed) if names
    ]
    notes += _left_out(book, words)
    if notes:
        yield ""
    for note in notes:
        yield from _set(note, width)
    if book.learners:
        yield ""
        yield from _missed(book, words, width)
        if handed:
            yield ""
            yield from _set(_(FOOT), width)


def _set(text: str, width: int, indent: int = 2) -> Iterator[str]:
    return (line.text for line in typeset(text, width, indent=indent, verbatim=True))


def _table(book: ClassBook, words: Words, width: int) -> Iterator[str]:
    """A row a learner; where the sections don't fit beside each other, one part after another."""
    names, sections = _names(book), book.course.sections
    room = min(LONGEST, max(NAME, width - DAY - CELL * len(sections)), max(map(cells, names)))
    fit = max(1, (width - room - DAY) // CELL)
    year = max(learner.handed.made for learner in book.learners)[:4]
    for start in range(0, len(sections), fit):
        part = sections[start : start + fit]
        yield ""
        heads = "".join(f"{book.course.numbers[section.id]:>{CELL}}" for section in part)
        yield pad("", room) + heads + _right(words._("last"), DAY)
        for name, learner in zip(names, book.learners, strict=True):
            told = "".join(_right(_cell(learner, section), CELL) for section in part)
            yield pad(name, room) + told + _right(_day(learner, year), DAY)


def _right(text: str, width: int) -> str:
    return " " * (width - cells(text)) + text


def _names(book: ClassBook) -> list[str]:
    """Names with a star for another edition, and with the id where there are several of one."""
    names = [each.handed.name for each in book.learners]
    told = []
    for name, learner in zip(names, book.learners, strict=True):
        alone = names.count(name) == 1
        star = "" if _is_current(book, learner) else "*"
        told.append(f"{star}{name}" if alone else f"{star}{learner.handed.learner[:SHORT]} {name}")
    return told


def _is_current(book: ClassBook, learner: Learner) -> bool:
    return learner.handed.course.edition == book.edition


def _cell(learner: Learner, section: Section) -> str:
    score = learner.handed.sections.get(section.id)
    if score is None or not score.tried:
        return "-"
    return f"{round(score.mastery * 100)}/{round(100 * _share(score))}"


def _day(learner: Learner, year: str) -> str:
    """The last day, or the year of one that is not of this year."""
    last = learner.handed.last
    return last.removeprefix(f"{year}-")[:5].rstrip("-") if last else "-"


def _share(score: SectionScore) -> float:
    return Share(min(score.right, score.tried), score.tried).share or 0.0


def _legend(book: ClassBook, words: Words, width: int) -> Iterator[str]:
    for section in book.course.sections:
        title = plain(section.title[words.language])
        yield from _set(f"{book.course.numbers[section.id]:>3}  {title}", width, indent=5)


def _lists(book: ClassBook, handed: bool) -> Iterator[tuple[str, Sequence[str]]]:
    yield LISTS["absent" if handed else "no profile"], book.absent
    named = [(each, each.handed.name) for each in book.learners]
    yield LISTS["idle"], [name for each, name in named if each.handed.last is None]
    yield LISTS["strange"], [name for each, name in named if book.names and each.listed is None]
    claims = [(name, _claimed(each)) for each, name in named]
    yield LISTS["claimed"], [f"{name} {count}" for name, count in claims if count]
    yield LISTS["dated"], [name for each, name in named if not _is_current(book, each)]


def _claimed(learner: Learner) -> int:
    return sum(score.claimed for score in learner.handed.questions.values())


def _left_out(book: ClassBook, words: Words) -> Iterator[str]:
    """Notes on files that lay there and are no part of the table."""
    if book.others:
        yield words._(
            "There are hand-ins of other courses, too ({others}): --course names one.",
            others=book.others,
        )
    if book.newer:
        yield words.ngettext(
            "{number} file was written by a newer taiwa: update taiwa to read it ({files}).",
            "{number} files were written by a newer taiwa: update taiwa to read them ({files}).",
            len(book.newer),
            files=_some(book.newer),
        )
    if book.unread:
        yield words.ngettext(
            "{number} file is damaged or is no hand-in, and was left out: {files}.",
            "{number} files are damaged or are no hand-ins, and were left out: {files}.",
            len(book.unread),
            files=_some(book.unread),
        )


def _some(places: Sequence[str]) -> tuple[str, ...]:
    """The names of files, as many as one would read."""
    names = [place.rpartition("/")[2] for place in places]
    return tuple(names) if len(names) <= NAMED else (*names[:NAMED], "…")


def _missed(book: ClassBook, words: Words, width: int) -> Iterator[str]:
    """The most missed questions, each with the commonest wrong answers of those who gave theirs."""
    found = book.missed()
    if not found:
        yield words._("No question was missed so far.")
        return
    yield words._("Most missed at the first try")
    told = [each.handed.name for each in book.learners if each.handed.answers]
    if 0 < len(told) < len(book.learners):
        yield from _set(
            words.ngettext(
                "  Wrong answers are those of {number} learner, who handed them in.",
                "  Wrong answers are those of {number} learners, who handed them in.",
                len(told),
            ),
            width,
        )
    for each in found:
        question = plain(named(book.course.questions[each.item])[words.language])
        counts = f"{each.missed}/{each.tried}"
        yield from _set(f"  {counts:>5}  {question} ({each.item})", width, indent=9)
        for answer, count in each.wrong:
            yield from _set(f"           {count}× {_in(answer, words)}", width, indent=14)


def _in(answer: dict[str, str], words: Words) -> str:
    """An answer in the language that is on, or as it stands."""
    return answer.get(words.language) or next(iter(answer.values()), "")


def class_csv(book: ClassBook, words: Words) -> str:
    """A row a learner, with three columns a section: mastery 0 to 1, right and tried."""
    figures = [f"{section.id} {name}" for section in book.course.sections for name in _FIGURES]
    rows = (_row(book, learner) for learner in book.learners)
    return table([*_HEADINGS, *figures], [*rows, *([name] for name in book.absent)])


def _row(book: ClassBook, learner: Learner) -> list[object]:
    handed, current = learner.handed, "yes" if _is_current(book, learner) else "no"
    row: list[object] = [handed.name, handed.learner, handed.last or "", handed.minutes]
    row += [_claimed(learner), current]
    for section in book.course.sections:
        score = handed.sections.get(section.id)
        row += [getattr(score, name, "") for name in _FIGURES]
    return row


_HEADINGS = ("name", "learner", "last day", "minutes", "claimed", "current edition")
_FIGURES = ("mastery", "right", "tried")


def class_json(book: ClassBook) -> str:
    """All of it but the single questions of learners; what was missed has every language."""
    learners = [_told(book, learner) for learner in book.learners]
    missed = [_missed_json(each) for each in book.missed()]
    told = {
        "course": {"id": book.course.id, "edition": book.edition},
        "learners": learners,
        "missed": missed,
        "absent": book.absent,
        "other_courses": book.others,
        "unread": book.unread,
        "newer": book.newer,
    }
    return json.format(json.encode(told), indent=2).decode()


def _told(book: ClassBook, learner: Learner) -> dict[str, Any]:
    told = asdict(learner.handed)
    del told["questions"], told["format"], told["version"]
    known = {section.id for section in book.course.sections}
    told["sections"] = {id: score for id, score in told["sections"].items() if id in known}
    return told | {
        "current_edition": _is_current(book, learner),
        "listed": learner.listed is not None if book.names else None,
    }


def _missed_json(missed: Missed) -> dict[str, Any]:
    wrong = [{"answer": answer, "learners": count} for answer, count in missed.wrong]
    return {**asdict(missed), "wrong": wrong}
