"""The tutor's replies when asked: from the text, or from the learner's own record."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.model import Question
from taiwa.course.passages import EXAMPLE
from taiwa.dialogue.events import REMEMBERED, Ask, Asked, Event, Offer, OfRecord, Recall
from taiwa.dialogue.judge import gives_away
from taiwa.dialogue.offers import steps_of
from taiwa.dialogue.questions import as_now
from taiwa.record import statistics
from taiwa.record.log import AnswerDetail, Record
from taiwa.record.sessions import Settled, settled
from taiwa.study.progress import Progress
from taiwa.study.smalltalk import Talk, talk
from taiwa.tutor.ask.conversation import overheard
from taiwa.tutor.ask.folding import language_of
from taiwa.tutor.ask.pieces import countries
from taiwa.tutor.text.lexicon import lexicon

if TYPE_CHECKING:
    from taiwa.tutor.asking import Asking, Retrieval


def consult(
    asking: "Asking",
    course: Course,
    language: str,
    question: str,
    pending: Question | None,
    transcript: Sequence[Event],
) -> Ask:
    """The learner's question as a move, with the passages that answer it.

    What gives the answer to `pending` away is withheld until the same is asked again.
    """
    said = overheard(question)
    if said and (told := talk(said, course, pending, transcript)):
        return _talked(course, language, question, pending, told)
    asked = [event for event in transcript if isinstance(event, Asked)]
    context = [name for event in asked[-3:] for name in event.replies]
    reply = asking.ask(question, language, context)
    again = bool(asked) and asked[-1].withheld and asked[-1].question == question
    withheld = pending is not None and not again and gives_away(course, pending, reply.passages)
    return Ask(
        question,
        replies=reply.passages if reply.answered else reply.sections,
        said=reply.correction.said if reply.correction else None,
        stands=reply.correction.stands if reply.correction else (),
        language=reply.language if reply.language != language else None,
        withheld=withheld,
        offers=() if withheld else tuple(_offers(course, reply, pending)),
        certainty=reply.certainty,
    )


def _talked(
    course: Course, language: str, question: str, pending: Question | None, told: Talk
) -> Ask:
    """Small talk as a move. What gives the answer to `pending` away is left out."""
    safe = [n for n in told.replies if not (pending and gives_away(course, pending, [_bare(n)]))]
    spoken = told.language or language_of(question, language)
    recall = told.recall if told.recall or safe else Recall("lost")
    return Ask(
        question,
        replies=tuple(safe),
        language=spoken if spoken != language else None,
        offers=told.offers,
        recall=recall,
    )


def _bare(name: str) -> str:
    return name.removesuffix(EXAMPLE)


def _offers(course: Course, reply: "Retrieval", pending: Question | None) -> list[Offer]:
    """The offers that go with a reply: a question or a lesson step, and other questions to ask."""
    offers = [
        Offer("practice" if name in course.questions else "read", (name,))
        for name in reply.see
        if pending is None or name != pending.id
    ]
    return offers + [Offer("ask", (name,)) for name in reply.followups]


SHOWN = 3
"""Mistakes or sections that are named at once: as many as fit into one reply."""


class Recollection(Struct, frozen=True):
    """The record on a topic, and what to do about it."""

    recall: Recall
    offers: tuple[Offer, ...] = ()


def recall(progress: Progress, topic: OfRecord, last: Record | None) -> Recollection:
    """The record on a topic; `last` is the latest answer judged in the session at hand.

    Raises `StoreError` where the record can't be read.
    """
    if topic == "last":
        return _last(progress, last or progress.store.last_settled())
    makers = {
        "mistakes": _mistakes,
        "weak": _weak,
        "next": _next,
        "standing": _standing,
        "yesterday": _yesterday,
        "tomorrow": _tomorrow,
        "streak": _streak,
    }
    return makers[topic](progress) if topic in makers else _in_language(progress, topic)


def _mistakes(progress: Progress) -> Recollection:
    missed = progress.missed_today()
    told = Recall("mistakes", tuple(missed[:SHOWN]), (len(missed),))
    return Recollection(told, _practice(missed))


def _weak(progress: Progress) -> Recollection:
    """The sections begun and least mastered."""
    begun = sorted((s for s in progress.standings() if s.seen), key=lambda s: s.mastery / s.seen)
    worst = begun[:SHOWN]
    items = tuple(standing.section.id for standing in worst)
    shares = tuple(round(100 * standing.mastery) for standing in worst)
    lesson = tuple(Offer("lesson", (name,)) for name in items[:1])
    return Recollection(Recall("weak", items, shares), lesson + _practice(progress.missed_today()))


def _next(progress: Progress) -> Recollection:
    due, section = len(progress.due()), progress.suggested()
    review = (Offer("review"),) if due else ()
    told = Recall("next", (section.id,), (due,))
    return Recollection(told, (*review, Offer("lesson", (section.id,))))


def _standing(progress: Progress) -> Recollection:
    told = Recall("standing", (), _score(progress.settled_today()))
    return Recollection(told, _practice(progress.missed_today()))


def _yesterday(progress: Progress) -> Recollection:
    day = (progress.clock().date() - timedelta(days=1)).isoformat()
    return Recollection(Recall("yesterday", (), _score(settled(progress.store.settled_on(day)))))


def _score(entries: Sequence[Settled]) -> tuple[int, int]:
    """How many questions were right at first, and how many there were."""
    first = [entry for entry in entries if not entry.round]
    return sum(entry.outcome in REMEMBERED for entry in first), len(first)


def _tomorrow(progress: Progress) -> Recollection:
    """The items that come due until the end of tomorrow, beyond those that are due now."""
    end = progress.clock().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)
    later = Progress(progress.course, progress.store, lambda: end)
    return Recollection(Recall("tomorrow", (), (len(later.due()),)))


def _streak(progress: Progress) -> Recollection:
    days = statistics.streak(progress.store.days(), progress.clock().date())
    return Recollection(Recall("streak", (), (days,)))


def _in_language(progress: Progress, language: OfRecord) -> Recollection:
    shares = statistics.accuracy(progress.store.tallies(), "section").values()
    mine = [share[language] for share in shares if language in share]
    counts = sum(share.right for share in mine), sum(share.of for share in mine)
    return Recollection(Recall(language, (), counts))


def _last(progress: Progress, record: Record | None) -> Recollection:
    course = progress.course
    question = course.questions.get(record.item or "") if record else None
    if record is None or question is None:
        return Recollection(Recall("last"))
    detail = record.detail
    judgement = detail.judgement if isinstance(detail, AnswerDetail) else None
    steps = steps_of(course, question)
    offers = (*(Offer("read", (step,)) for step in steps[:1]), *_practice([question.id]))
    given = record.given and as_now(question, record.given, record.revision)
    return Recollection(Recall("last", (question.id,), (), given, judgement), offers)


def _practice(items: Sequence[str]) -> tuple[Offer, ...]:
    return (Offer("practice", tuple(items)),) if items else ()


_OTHERS = re.compile(
    r"本文|政府|筆者|著者|国会|野党|欧州|essay|author|text\b|government|europe"
    r"|[ァ-ヺー]{2,}(?<!ミス)(?<!スコア)(?<!ストリーク)(?<!テスト)(?<!バツ)(?:の|は|が|って|に)"
)
_NAME = re.compile(r"\b[A-Z]{2,}\b|(?<=[a-z,] )(?!Japanese|English)[A-Z][a-z]{2,}")


@cache
def _topics() -> tuple[tuple[OfRecord, re.Pattern[str]], ...]:
    rows = (line.split("\t") for code in ("ja", "en") for line in lexicon(code, "record"))
    return tuple((cast(OfRecord, topic), re.compile(pattern)) for topic, pattern in rows)


def topic_of(question: str) -> OfRecord | None:
    """The topic of the learner's own record that a question is on; None for one on the text."""
    folded = unicodedata.normalize("NFKC", question).casefold().strip().replace("’", "'")
    if _OTHERS.search(folded) or _NAME.search(question) or _speaks_of_a_country(folded):
        return None
    return next((topic for topic, pattern in _topics() if pattern.search(folded)), None)


def _speaks_of_a_country(folded: str) -> bool:
    """True if a country is named; a language that is called like its people is none."""
    text = re.sub(r"japanese|english|日本語|英語", "", folded)
    names = (n for _, english, japanese, _ in countries() for n in (*english, *japanese))
    return any(re.search(rf"(?<![a-z]){re.escape(n.casefold())}(?![a-z])", text) for n in names)
