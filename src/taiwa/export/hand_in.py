"""A learner's hand-in to a teacher: scores and, where the learner says so, wrong answers.

One JSON document a learner of a course, for people to read as well. Nothing in it is secret from
the one who hands it in, and nothing of it can't be changed by hand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, json

from taiwa.course.release import edition
from taiwa.dialogue.events import REMEMBERED, Count
from taiwa.dialogue.questions import as_now, fits
from taiwa.paths import COURSE_ID
from taiwa.record.log import IsoDay
from taiwa.record.sessions import Settled
from taiwa.record.statistics import JUDGED
from taiwa.study.desk import Study
from taiwa.study.progress import Standing
from taiwa.text.cells import clean
from taiwa.words.catalogs import Words
from taiwa.words.question_wording import QuestionWording

FORMAT, VERSION = "taiwa-hand-in", 1
LONGEST_NAME, LONGEST_ANSWER, MOST_ANSWERS = 60, 200, 10
"""Characters of a name and of an answer; wrong answers to one question, the commonest first."""

Share = Annotated[float, Meta(ge=0, le=1)]
Language = Annotated[str, Meta(pattern="^[a-z]{2}$")]
Answer = Annotated[str, Meta(max_length=LONGEST_ANSWER)]


class Edition(Struct, frozen=True):
    """A course by its id, and the hash of its ids and answer keys."""

    id: Annotated[str, Meta(pattern=f"^{COURSE_ID.pattern}$")]
    edition: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]


class SectionScore(Struct, frozen=True):
    """A section as it is known now; of its questions `tried`, so many `right` at the first try."""

    mastery: Share
    questions: Count
    learnt: Count
    mastered: Count
    tried: Count
    right: Count


class Wrong(Struct, frozen=True):
    """A wrong answer, in each of the course's languages, and how often it was given."""

    answer: dict[Language, Answer]
    times: Count


class QuestionScore(Struct, frozen=True):
    """The tries at a question, the first ever and those since; `day` is the last one's.

    `claimed` is how often the learner found a verdict wrong and set it right.
    """

    revision: Count
    first: Literal["right", "wrong"]
    tries: Count
    missed: Count
    claimed: Count
    day: IsoDay
    wrong: Annotated[tuple[Wrong, ...], Meta(max_length=MOST_ANSWERS)] = ()


class HandIn(Struct, frozen=True):
    """All that is handed in. `records` is the length of the log, by which the newest is told."""

    format: Literal["taiwa-hand-in"]
    version: Literal[1]
    course: Edition
    learner: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    name: Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME)]
    made: IsoDay
    records: Count
    minutes: Count
    answers: bool
    last: IsoDay | None
    sections: dict[str, SectionScore]
    questions: dict[str, QuestionScore]


def hand_in(study: Study, words: Words, learner: str, name: str, *, answers: bool) -> HandIn:
    """The learner's scores, with `answers` also what was answered wrong; `name` as it is told."""
    days, course = study.store.days(), study.course
    found = defaultdict[str, list[Settled]](list)
    answered = study.store.settled_on(min(days), max(days)) if days else ()
    for entry in study.progress.told(answered):
        if entry.item in course.questions and entry.outcome in JUDGED:
            found[entry.item].append(entry)
    wording = [QuestionWording.of(course, words.speaking(code)) for code in course.languages]
    questions = {
        item: _question(study, item, entries, wording if answers else ())
        for item, entries in found.items()
    }
    return HandIn(
        format="taiwa-hand-in",
        version=1,
        course=Edition(course.id, edition(course)),
        learner=learner,
        name=name,
        made=str(study.progress.today()),
        records=sum(1 for _ in study.store.log()),
        minutes=round(sum(day.elapsed for day in days.values()) / 60_000),
        answers=answers,
        last=max(days, default=None),
        sections={
            each.section.id: _section(each, questions) for each in study.progress.standings()
        },
        questions=questions,
    )


def one_line(text: str) -> str:
    """A text on one line that does not act on a terminal."""
    return " ".join(clean(text).split())


def written(handed: HandIn) -> bytes:
    """The document, laid out for people."""
    return json.format(json.encode(handed), indent=1) + b"\n"


def _section(standing: Standing, questions: Mapping[str, QuestionScore]) -> SectionScore:
    tried = [questions[name] for name in standing.section.ids["question"] if name in questions]
    right = sum(each.first == "right" for each in tried)
    counts, mastery = standing.counts, round(standing.mastery, 4)
    known = (counts.questions, counts.learnt, counts.mastered)
    return SectionScore(mastery, *known, len(tried), right)


def _question(
    study: Study, item: str, entries: list[Settled], wording: Iterable[QuestionWording]
) -> QuestionScore:
    """The tries at a question; what comes back within a session is no other try."""
    tries = [entry for entry in entries if not entry.round] or entries
    right = [entry.outcome in REMEMBERED for entry in tries]
    missed = [entry for entry in entries if entry.outcome == "wrong"]
    return QuestionScore(
        revision=study.course.questions[item].revision,
        first="right" if right[0] else "wrong",
        tries=len(tries),
        missed=right.count(False),
        claimed=sum(entry.overridden for entry in entries),
        day=max(entry.day for entry in entries),
        wrong=_wrong(study, item, missed, list(wording)),
    )


def _wrong(
    study: Study, item: str, missed: list[Settled], wording: list[QuestionWording]
) -> tuple[Wrong, ...]:
    question = study.course.questions[item]
    times = Counter[tuple[str, ...]]()
    for entry in missed:
        given = as_now(question, entry.given, entry.revision)
        if wording and fits(question, given):
            times[tuple(each.given(question, given)[:LONGEST_ANSWER] for each in wording)] += 1
    return tuple(
        Wrong(dict(zip(study.course.languages, told, strict=True)), count)
        for told, count in times.most_common(MOST_ANSWERS)
    )
