"""A class as its hand-ins tell it: who knows what, who is missing, and what most have missed.

Whatever stands in a hand-in was written by somebody else: what is not as it should be is left out
and counted, and no text of it acts on a terminal.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.course.release import edition
from taiwa.errors import N_, UsageError
from taiwa.export.hand_in import FORMAT, VERSION, HandIn, one_line

SEVERAL = N_("There are several called {name}; name one by its id: {known}.")
NOBODY = N_("Nobody called {name} has handed in. Those who have: {known}.")

MOST_MISSED, COMMONEST = 10, 3
"""Questions and, of each, wrong answers that are told: our own choice."""
SHORT = 8
"""Digits of a learner's id that tell two of one name apart."""


class Learner(Struct, frozen=True):
    """Somebody who has handed in; `listed` is the place on the teacher's list, from 0."""

    handed: HandIn
    listed: int | None = None

    @property
    def key(self) -> tuple[bool, int, str, str]:
        """The key by which learners are put in order: the teacher's list, then by name."""
        return self.listed is None, self.listed or 0, self.handed.name, self.handed.learner


class Missed(Struct, frozen=True):
    """A question that so many `tried` and some missed at the first try.

    `wrong` are the commonest wrong answers, in each language, with how many learners gave each.
    """

    item: str
    missed: int
    tried: int
    wrong: tuple[tuple[dict[str, str], int], ...]


class ClassBook(Struct, frozen=True, dict=True):
    """A class in a course, in order. `absent` are on the teacher's list and handed in nothing.

    `others` are the ids of other courses that something was of; `unread` and `newer` name what
    is no hand-in, and what a newer taiwa wrote.
    """

    course: Course
    learners: tuple[Learner, ...]
    names: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()

    @cached_property
    def edition(self) -> str:
        """The edition of the course, made of all its texts."""
        return edition(self.course)

    def called(self, name: str) -> Learner:
        """The learner of this name, or whose id begins so. Raises `UsageError` unless it is one."""
        by_id = [each for each in self.learners if each.handed.learner.startswith(name)]
        found = [each for each in self.learners if _fold(each.handed.name) == _fold(name)] or by_id
        if len(found) == 1:
            return found[0]
        if found:
            known = tuple(each.handed.learner[:SHORT] for each in found)
            raise UsageError(SEVERAL, name=name, known=known)
        known = tuple(each.handed.name for each in self.learners) or ("-",)
        raise UsageError(NOBODY, name=name, known=known)

    def without(self, names: Sequence[str]) -> "ClassBook":
        """The class without some learners. Raises `UsageError` as `called` does."""
        out = {self.called(name).handed.learner for name in names}
        left = [each for each in self.learners if each.handed.learner not in out]
        return replace(self, learners=tuple(left))

    def missed(self) -> list[Missed]:
        """The questions missed at the first try by most; nothing that nobody has missed."""
        found = []
        for item in self.course.questions:
            scores = [each.handed.questions.get(item) for each in self.learners]
            tried = [score for score in scores if score]
            if missed := sum(score.first == "wrong" for score in tried):
                told = [[given.answer for given in score.wrong] for score in tried]
                found.append(Missed(item, missed, len(tried), _commonest(told)))
        found.sort(key=lambda each: (-each.missed, each.tried))
        return found[:MOST_MISSED]


def class_book(
    course: Course, documents: Iterable[tuple[str, bytes]], names: Sequence[str] = ()
) -> ClassBook:
    """The class of all that was handed in, each with where it lies; of several of one learner the
    longest record counts."""
    found: dict[str, HandIn] = {}
    others, unread, newer = set[str](), list[str](), list[str]()
    for place, content in documents:
        handed = read(content)
        if isinstance(handed, int):
            (newer if handed else unread).append(one_line(place))
        elif handed.course.id != course.id:
            others.add(handed.course.id)
        else:
            known = found.get(handed.learner, handed)
            found[handed.learner] = max(known, handed, key=_newest)
    places = {_fold(name): place for place, name in reversed([*enumerate(names)])}
    listed = [Learner(each, places.get(_fold(each.name))) for each in found.values()]
    learners = sorted(listed, key=lambda each: each.key)
    here = {each.listed for each in learners}
    absent = tuple(names[place] for place in sorted(places.values()) if place not in here)
    told = tuple(learners), tuple(names), absent, tuple(sorted(others))
    return ClassBook(course, *told, tuple(unread), tuple(newer))


def _newest(handed: HandIn) -> tuple[int, str, bool]:
    return handed.records, handed.made, handed.answers


def read(content: bytes) -> HandIn | int:
    """A hand-in, its texts harmless to a terminal; else the version of a newer one, or 0."""
    try:
        head = json.decode(content, type=_Head)
        if head.format != FORMAT or head.version != VERSION:
            return head.version if head.format == FORMAT and head.version > VERSION else 0
        return _cleaned(json.decode(content, type=HandIn))
    except (DecodeError, RecursionError, UnicodeDecodeError):
        return 0


class _Head(Struct):
    format: str
    version: int


def _cleaned(handed: HandIn) -> HandIn:
    """The same with texts of one line that do not act on a terminal."""
    questions = {
        item: replace(
            score,
            wrong=tuple(
                replace(each, answer={code: one_line(text) for code, text in each.answer.items()})
                for each in score.wrong
            ),
        )
        for item, score in handed.questions.items()
    }
    return replace(handed, name=one_line(handed.name) or "?", questions=questions)


def _commonest(told: Iterable[list[dict[str, str]]]) -> tuple[tuple[dict[str, str], int], ...]:
    """The answers that most learners gave; each counts once for a learner, however often given."""
    counts, first = Counter[str](), dict[str, dict[str, str]]()
    for answers in told:
        mine = {_fold("\n".join(answer.values())): answer for answer in answers}
        counts.update(mine.keys())
        first = mine | first
    return tuple((first[key], count) for key, count in counts.most_common(COMMONEST))


def _fold(text: str) -> str:
    """A name or an answer without what makes no difference: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
