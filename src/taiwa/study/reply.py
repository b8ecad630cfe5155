"""The tutor's replies when asked: from the text, or from the learner's own record."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import asdict, replace

from taiwa.course.course import Course
from taiwa.course.model import Question
from taiwa.course.passages import EXAMPLE, step_of
from taiwa.dialogue.commands import yes_or_no
from taiwa.dialogue.events import Ask, Asked, Event, Offer, OfRecord, Recall, StepShown
from taiwa.dialogue.judge import gives_away
from taiwa.dialogue.offers import steps_of
from taiwa.dialogue.questions import as_now
from taiwa.record import statistics
from taiwa.record.log import AnswerDetail, Record
from taiwa.study.progress import Progress
from taiwa.study.smalltalk import OF_A_WORD, Talk, talk
from taiwa.tutor.ask.conversation import Heard, overheard
from taiwa.tutor.ask.folding import language_of
from taiwa.tutor.ask.requests import is_request
from taiwa.tutor.text.lexicon import countries, lexicon

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
    if said is None and yes_or_no(question) is not None:
        said = Heard("agreed")
    if said and (small := talk(said, course, pending, transcript)):
        return _talked(course, language, question, pending, small)
    asked = [event for event in transcript if isinstance(event, Asked)]
    context = _context(asking, course, transcript)
    of_a_word = said and said.rest and said.kind in OF_A_WORD and not is_request(question)
    reply = asking.ask(said.rest if said and of_a_word else question, language, context)
    again = bool(asked) and asked[-1].withheld and asked[-1].question == question
    told = reply.correction or reply.spelt
    withheld = pending is not None and not again and gives_away(course, pending, reply.passages)
    return Ask(
        question,
        replies=reply.passages if reply.answered else reply.sections,
        said=told.said if told else None,
        stands=told.stands if told else (),
        language=reply.language if reply.language != language else None,
        withheld=withheld,
        offers=() if withheld else tuple(_offers(course, reply, pending)),
        certainty=reply.certainty,
    )


def _context(asking: "Asking", course: Course, transcript: Sequence[Event]) -> list[str]:
    """The passages that were told and the steps shown, those last that a further question may lean
    on: what came nearest to one that leaned itself is no new topic."""
    strayed, told = list[str](), list[str]()
    latest = islice((event for event in reversed(transcript) if _tells(course, event)), 3)
    for event in reversed([*latest]):
        if isinstance(event, StepShown):
            told.append(event.item)
        elif isinstance(event, Asked):
            leant = event.certainty == "nearest" and asking.leans(event.question)
            (strayed if leant else told).extend(reversed(event.replies))
    names = [*strayed, *told]
    return [step_of(course, name) or name if name in course.by_id else name for name in names]


def _tells(course: Course, event: Event) -> bool:
    """True of a reply that was looked up, and of a step that is shown."""
    if isinstance(event, StepShown):
        return not event.part and event.item in course.steps
    return isinstance(event, Asked) and event.recall is None


def tells_nothing(question: str) -> bool:
    """True of a line that is answered in an exam, too: a greeting, a question on the app."""
    said = overheard(question)
    return said is not None and said.kind in ("greeting", "thanks", "farewell", "app", "self")


def put_off(progress: Progress, question: str) -> Ask | None:
    """A question on the text as a move while an exam is open, which is over first; else None."""
    if tells_nothing(question):
        return None
    row = next(iter(progress.store.sitting()), None)
    told = Recall("exam", counts=(row.answered, row.questions)) if row else None
    return Ask(question, recall=told) if told else None


class Inquiry:
    """Questions to a course outside a session; a later one may follow up.

    One on the learner's own record is answered from the log, which `open_progress` opens. `begun`
    says that there is one, and that an exam may be open.
    """

    def __init__(
        self,
        course: Course,
        language: str,
        open_progress: Callable[[], Progress],
        cache: Path | None = None,
        shelves: Sequence[Path] = (),
        *,
        begun: bool,
    ) -> None:
        from taiwa.tutor.asking import Asking

        self.course, self.language, self.open_progress = course, language, open_progress
        self.begun = begun
        self._asking = Asking(course, cache, shelves)
        self._heard: list[Asked] = []

    def ask(self, question: str) -> Asked:
        """The question with its reply. Raises `StoreError` where the record can't be read.

        `language` is from then on the one that it is in, for the next may not tell its own.
        """
        if topic := topic_of(question):
            told = recall(self.open_progress(), topic, None).recall
            ask = Ask(question, recall=told, language=language_of(question, self.language))
        elif later := put_off(self.open_progress(), question) if self.begun else None:
            ask = replace(later, language=language_of(question, self.language))
        else:
            ask = consult(self._asking, self.course, self.language, question, None, self._heard)
        self.language = ask.language or self.language
        self._heard.append(Asked(**asdict(ask)))
        return self._heard[-1]


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
    """The offers that go with a reply: a question or a lesson step, and other questions to ask.

    Where the passages are only the nearest, it is the step of each, in their order.
    """
    if reply.certainty == "nearest":
        steps = dict.fromkeys(step_of(course, name) for name in reply.passages)
        return [Offer("read", (step,)) for step in steps if step]
    seen = [name for name in reply.see if pending is None or name != pending.id]
    asked = tuple(name for name in seen if name in course.questions)
    offers = [
        Offer("practice", asked) if name in asked else Offer("read", (name,)) for name in seen
    ]
    return [*dict.fromkeys(offers), *(Offer("ask", (name,)) for name in reply.followups)]


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
        "due": _due,
        "streak": _streak,
    }
    return makers[topic](progress) if topic in makers else _in_language(progress, topic)


def _mistakes(progress: Progress) -> Recollection:
    missed = progress.missed_today()
    told = Recall("mistakes", tuple(missed[:SHOWN]), (len(missed),))
    return Recollection(told, _practice(progress.practised(missed)))


def _weak(progress: Progress) -> Recollection:
    """The sections begun and least mastered."""
    seen = [s for s in progress.standings() if s.counts.seen]
    begun = sorted(seen, key=lambda s: s.mastery / s.counts.seen)
    worst = begun[:SHOWN]
    items = tuple(standing.section.id for standing in worst)
    shares = tuple(round(100 * standing.mastery) for standing in worst)
    lesson = tuple(Offer("lesson", (name,)) for name in items[:1])
    return Recollection(Recall("weak", items, shares), lesson + _practice(_to_practise(progress)))


def _next(progress: Progress) -> Recollection:
    waiting, section = progress.waiting(), progress.suggested()
    review = (Offer("review"),) if waiting.due else ()  # new ones alone wait for the lesson
    told = Recall("next", (section.id,), (len(waiting.due),))
    return Recollection(told, (*review, Offer("lesson", (section.id,))))


def _standing(progress: Progress) -> Recollection:
    told = Recall("standing", (), _score(progress, progress.today()))
    return Recollection(told, _practice(_to_practise(progress)))


def _yesterday(progress: Progress) -> Recollection:
    day = progress.today() - timedelta(days=1)
    return Recollection(Recall("yesterday", (), _score(progress, day)))


def _score(progress: Progress, day: date) -> tuple[int, int]:
    """The answers of a day that were right, and all of them that are judged."""
    found = progress.store.days().get(day.isoformat())
    return (found.right, found.judged) if found else (0, 0)


def _tomorrow(progress: Progress) -> Recollection:
    return Recollection(Recall("tomorrow", (), (progress.coming()[1],)))


def _due(progress: Progress) -> Recollection:
    """In how many days the next review is; none, if there is nothing to review."""
    found = [(day, count) for day, count in enumerate(progress.coming()) if count]
    review = (Offer("review"),) if found and not found[0][0] else ()
    return Recollection(Recall("due", (), found[0] if found else (0, 0)), review)


def _streak(progress: Progress) -> Recollection:
    days = statistics.streak(progress.store.days(), progress.today())
    return Recollection(Recall("streak", (), (days,)))


def _in_language(progress: Progress, language: OfRecord) -> Recollection:
    shares = statistics.accuracy(progress.store.tallies(), "section").values()
    mine = [share[language] for share in shares if language in share]
    counts = sum(share.right for share in mine), sum(share.of for share in mine)
    return Recollection(Recall(language, (), counts))


def _last(progress: Progress, record: Record | None) -> Recollection:
    course = progress.course
    if record and record.id in progress.held_back():
        return Recollection(Recall("exam"))
    question = course.questions.get(record.item or "") if record else None
    if record is None or question is None:
        return Recollection(Recall("last"))
    detail = record.detail
    judgement = detail.judgement if isinstance(detail, AnswerDetail) else None
    steps = steps_of(course, question)
    offers = (*(Offer("read", (step,)) for step in steps[:1]), *_practice([question.id]))
    given = record.given and as_now(question, record.given, record.revision)
    return Recollection(Recall("last", (question.id,), (), given, judgement), offers)


def _to_practise(progress: Progress) -> list[str]:
    return progress.practised(progress.missed_today())


def _practice(items: Sequence[str]) -> tuple[Offer, ...]:
    return (Offer("practice", tuple(items)),) if items else ()


_NAME = re.compile(r"\b[A-Z]{2,}\b|(?<=[a-z,] )(?!Japanese|English)[A-Z][a-z]{2,}")


@cache
def _others() -> re.Pattern[str]:
    """Names that only a question on the text has."""
    return re.compile("|".join(line for code in ("ja", "en") for line in lexicon(code, "others")))


@cache
def _topics() -> tuple[tuple[OfRecord, re.Pattern[str]], ...]:
    rows = (line.split("\t") for code in ("ja", "en") for line in lexicon(code, "record"))
    return tuple((cast(OfRecord, topic), re.compile(pattern)) for topic, pattern in rows)


def topic_of(question: str) -> OfRecord | None:
    """The topic of the learner's own record that a question is on; None for one on the text."""
    folded = unicodedata.normalize("NFKC", question).casefold().strip().replace("’", "'")
    if (said := overheard(question)) and said.kind == "app":
        return None
    if _others().search(folded) or _NAME.search(question) or _speaks_of_a_country(folded):
        return None
    return next((topic for topic, pattern in _topics() if pattern.search(folded)), None)


def _speaks_of_a_country(folded: str) -> bool:
    """True if a country is named; a language that is called like its people is none."""
    text = re.sub(r"japanese|english|日本語|英語", "", folded)
    names = (n.casefold() for _, english, japanese, _ in countries() for n in (*english, *japanese))
    there = (re.escape(name) for name in names if name in text)
    return any(re.search(f"(?<![a-z]){name}(?![a-z])", text) for name in there)
