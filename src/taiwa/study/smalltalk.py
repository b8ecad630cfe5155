"""The tutor's replies to what is no question about the text: “thanks”, “example?”, “quiz me on
X”."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import cast

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.model import Question, Section, Step, Term
from taiwa.course.passages import EXAMPLE, PLAIN, step_of
from taiwa.dialogue.events import (
    Asked,
    Event,
    Judged,
    Offer,
    QuestionPosed,
    Recall,
    SmallTalk,
    StepShown,
)
from taiwa.dialogue.offers import steps_of
from taiwa.tutor.ask.conversation import Heard
from taiwa.tutor.ask.folding import JAPANESE

MOST_ASKED = 5
"""Questions that are offered on a topic at once; our own choice."""
YEAR = re.compile(r"[12]\d{3}")
WORK = re.compile(
    r"[『「“]([^』」”]+)[』」”]|([A-Z][\w'’]+(?: (?:(?:of|the|and|on|in) )*[A-Z][\w'’]+)+)"
)
"""A name in the line on a course's text: a title in marks, or words in capitals."""
PLACE = re.compile(
    r"(?:section|part|chapter) \d+|introduction|conclusion|第?[0-9一二三四五六七八]節"
    r"|序論|はじめに|結論|おわりに"
)
"""A section as it is named beside one of its paragraphs."""
ORDINALS = ("first", "second", "third", "fourth")
OF_A_WORD = ("reading", "translate")
"""Requests on one word; without a term of that name it is looked up like any other."""
DIGITS = {kanji: n for n, kanji in enumerate("一二三四五六七八", 1)}


class Talk(Struct, frozen=True):
    """A reply: passages by id, in a language of their own if `language` is set, or a topic told."""

    replies: tuple[str, ...] = ()
    language: str | None = None
    recall: Recall | None = None
    offers: tuple[Offer, ...] = ()


def talk(
    heard: Heard, course: Course, pending: Question | None, transcript: Sequence[Event]
) -> Talk | None:
    """The reply to such a line; None where it is best looked up like any other question."""
    idle = Talk(recall=Recall("lost" if pending else "idle"))
    match heard.kind:
        case "about" | "author" | "written" if heard.rest and not _is_title(course, heard.rest):
            return None
        case "greeting" | "thanks" | "farewell" | "author" | "opinion" | "self":
            return Talk(recall=Recall(cast(SmallTalk, heard.kind)))
        case "lost" | "hint" | "skip" | "reveal" | "agreed" | "aside" | "repeat" if pending:
            return idle
        case "japanese" | "english" if pending and not heard.rest:
            return Talk(recall=Recall("app", ("language",)))
        case "app":
            return Talk(recall=Recall("app", (heard.rest,)))
        case "check" if pending:
            return Talk(recall=Recall("app", ("answer",)))
        case "check" | "doubt":
            return _doubted(course, transcript)
        case "event":
            events = tuple(e.id for e in course.timeline if e.date.startswith(heard.rest))
            return Talk(events) if events else None
        case "more" if not _last_told(transcript):
            return idle
        case "repeat":
            return _told(_last_told(transcript)) or idle
        case "written":
            dated = any(map(YEAR.search, course.author.values()))
            return Talk(recall=Recall("author")) if dated else None
        case "lost" if told := _told(_simpler(course, pending, transcript)):
            return told
        case "hint" if not pending:
            return Talk(recall=Recall("app", ("can",)))
        case "lost" | "skip" | "reveal" | "agreed" | "aside":
            return idle
        case "about":
            return _told(dict.fromkeys([course.sections[0].id, course.sections[-1].id]))
        case "summary":
            summed = tuple(_summed(course, heard.rest))[:2]
            lesson = tuple(Offer("lesson", (name,)) for name in summed if name in course.by_id)
            return Talk(summed, offers=lesson) if summed else None
        case "quiz":
            return _quiz(course, heard.rest)
        case "reading" | "japanese" | "english" | "translate":
            language = "en" if heard.kind == "english" else "ja"
            if heard.kind == "translate" and JAPANESE.search(heard.rest):
                language = "en"
            if not heard.rest and heard.kind not in OF_A_WORD:
                return _told(_last_told(transcript), language)
            return _told([term.id for term in _terms(course, heard.rest)], language)
        case "example":
            return _told(_examples(course, pending, transcript)) or idle
        case "simpler" | "meaning":
            return _told(_simpler(course, pending, transcript)) or idle
    return None


def _doubted(course: Course, transcript: Sequence[Event]) -> Talk:
    """The source of the last reply; after a verdict, the way to set it right."""
    latest = (event for event in reversed(transcript) if isinstance(event, Judged | Asked))
    if isinstance(next(latest, None), Judged):
        return Talk(recall=Recall("app", ("right",)))
    told = tuple(_last_told(transcript))
    steps = dict.fromkeys(step_of(course, name) for name in told)
    offers = tuple(Offer("read", (step,)) for step in steps if step)
    return Talk(told, recall=Recall("doubt" if told else "idle"), offers=offers)


def _told(names: "Sequence[str] | dict[str, None]", language: str | None = None) -> Talk | None:
    return Talk(tuple(names)[:2], language) if names else None


def _same(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _is_title(course: Course, words: str) -> bool:
    """True if the course or its text is called so, with or without its article."""
    pairs = [pair for line in course.author.values() for pair in WORK.findall(line)]
    names = [*course.title.values(), *(name for pair in pairs for name in pair)]
    titles = [_same(re.sub(r"^the\b", "", name, flags=re.IGNORECASE)) for name in names]
    return _same(re.sub(r"^the\b", "", words)) in filter(None, titles)


def _named(course: Course, words: str) -> Iterator[Section]:
    """The section that is named by its own number, or as introduction or conclusion."""
    number = next((str(DIGITS.get(c, c)) for c in words if c.isdigit() or c in DIGITS), "")
    ends = {
        "introduction": ("introduction", "序論", "はじめに"),
        "conclusion": ("結論", "おわりに"),
    }
    for section in course.sections:
        mark = section.id.rpartition("-")[2]
        if mark == number or any(
            word in words for word in (*ends.get(mark, ()), mark) if not number
        ):
            yield section


def _summed(course: Course, words: str) -> Iterator[str]:
    """The section that is named, or the steps on the paragraph of it that is."""
    place = PLACE.search(words)
    said = re.search("|".join((r"\d+", *DIGITS, *ORDINALS, "last")), PLACE.sub("", words))
    for section in _named(course, place[0] if place else words):
        sources = {source for step in section.lesson for source in step.source}
        cited = {source for source in sources if source.startswith(f"{section.id} ")}
        numbers = DIGITS | {word: n for n, word in enumerate(ORDINALS, 1)} | {"last": len(cited)}
        wanted = f"{section.id} ¶{numbers.get(said[0], said[0])}" if said else ""
        steps = [step.id for step in section.lesson if wanted in step.source]
        yield from steps or [section.id]


def _terms(course: Course, name: str) -> list[Term]:
    wanted = _same(name)
    return [
        term
        for term in course.glossary
        if wanted
        in {
            *map(_same, term.term.values()),
            *(_same(other) for names in term.also.values() for other in names),
            _same(term.abbreviation or term.reading),
        }
    ]


def _quiz(course: Course, topic: str) -> Talk | None:
    """Questions on a topic: those that a section of this name has, or that have its words."""
    section = next(_named(course, topic), None) if re.search(r"\d|節|section", topic) else None
    if section:
        return Talk(recall=Recall("quiz", (section.id,)), offers=(Offer("lesson", (section.id,)),))
    terms = {term.id for term in _terms(course, topic)}
    wanted = _same(topic)
    found = [
        question.id
        for question in course.all_questions()
        if terms & {*question.terms}
        or any(wanted in _same(text) for text in question.prompt.values())
    ][:MOST_ASKED]
    if not found:
        return None
    return Talk(recall=Recall("quiz", tuple(found)), offers=(Offer("practice", tuple(found)),))


def _last_told(transcript: Sequence[Event]) -> Sequence[str]:
    """The passages or the step that were told last."""
    for event in reversed(transcript):
        if isinstance(event, Asked) and event.replies and event.certainty != "none":
            return event.replies
        if isinstance(event, StepShown) and not event.part:
            return [event.item]
    return ()


def _step(course: Course, transcript: Sequence[Event]) -> Step | None:
    """The lesson step at hand: the one shown last, or that a reply or a question is about."""
    for event in reversed(transcript):
        if isinstance(event, Asked) and event.replies and event.certainty != "none":
            name = step_of(course, event.replies[0]) or ""
        elif isinstance(event, StepShown):
            name = event.item
        elif isinstance(event, QuestionPosed) and (asked := course.questions.get(event.item)):
            name = next(iter(steps_of(course, asked)), "")
        else:
            continue
        if step := course.steps.get(name):
            return step
    return None


def _examples(course: Course, pending: Question | None, transcript: Sequence[Event]) -> list[str]:
    last = [name for name in _last_told(transcript) if name in course.terms]
    step = _step(course, transcript)
    terms = [*last, *(pending.terms if pending else ()), *(step.terms if step else ())]
    return [f"{name}{EXAMPLE}" for name in dict.fromkeys(terms) if name in course.terms][:1]


def _simpler(course: Course, pending: Question | None, transcript: Sequence[Event]) -> list[str]:
    """The terms of the question that waits; else the step at hand in plain words, or its terms."""
    if pending:
        return [name for name in pending.terms if name in course.terms]
    last = [name for name in _last_told(transcript) if name in course.terms]
    step = _step(course, transcript)
    if step is None or last:
        return [f"{name}{EXAMPLE}" for name in last]
    return [f"{step.id}{PLAIN}"] if step.plain else [*step.terms]
