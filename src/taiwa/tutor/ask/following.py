"""Questions that lean on what was said before: “why?”, “and South Korea?”, 「もっと詳しく」."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from taiwa.course.passages import MARK
from taiwa.tutor.ask.conversation import overheard
from taiwa.tutor.ask.folding import fold
from taiwa.tutor.ask.index import Need
from taiwa.tutor.ask.names import Names
from taiwa.tutor.ask.pieces import frame, units
from taiwa.tutor.ask.query import Query
from taiwa.tutor.ask.search import Hit, Search
from taiwa.tutor.text.lexicon import lexicon

SHORT = 3  # content words of a question that leans on others, at most
TOPIC = 0.5  # share of a word of the topic
ASKED_SO = 0.3  # least share of the ways to ask for a passage that ask for the same kind of thing
TOLD_SHARE = 0.1  # share of a word of what was told
CANDIDATES = 16  # passages to choose from
SAME_SECTION, NOT_TOLD_BEFORE, ON_TOPIC = 1.0, 2.5, 1.0
LESS = {"answer": 0.0, "step": 2.0, "term": 0.6, "event": 0.6}
"""Added to the score of a passage that goes on, from the same section, not told before and on the
topic, and taken from that of what is no answer. Our own choice, on the questions to tune on."""
STAYS = 0.5
"""The share of the last passage's topic from which on another is still about it."""


def wants_more(question: str) -> bool:
    """True if nothing but more of the same is asked for."""
    heard = overheard(question)
    return heard is not None and heard.kind == "more"


def goes_on(question: str) -> bool:
    """True if a question is put as one that goes on: “and NATO?”, 「NATOは？」."""
    return bool(_leaning("goes-on").search(_plain(question)))


def points(question: str) -> bool:
    """True if a question points at what was said: “is it open?”, 「それはいつ？」."""
    return bool(_leaning("points").search(_plain(question)))


@cache
def _leaning(kind: str) -> re.Pattern[str]:
    rows = (line.split("\t") for code in ("en", "ja") for line in lexicon(code, "leaning"))
    return re.compile("|".join(pattern for name, pattern in rows if name == kind))


def _plain(question: str) -> str:
    return " ".join(fold(question).split())


class Following:
    """Reads follow-ups of a conversation about a course."""

    def __init__(self, search: Search, names: Names) -> None:
        self._search = search
        self._names = names

    def last(self, context: Sequence[str]) -> int | None:
        """The number of the latest passage of the context."""
        numbers = self._search.index.numbers if context else {}
        names = (own for name in reversed(context) for own in (name, f"{name}{MARK}0"))
        return next((numbers[name] for name in names if name in numbers), None)

    def leans(self, question: str, query: Query) -> bool:
        """True if a question is too short to stand alone, or points back."""
        heavy = [need for need in query.needs if need.weight > 0]
        if len(heavy) > SHORT or any(n.unit not in self._search.index for n in heavy):
            return False
        if wants_more(question) or points(question):
            return True
        if not query.needs:
            return False  # 「はい」, a greeting
        if goes_on(question) and all(
            need.named or need.unit == self._search.index.home for need in heavy
        ):
            return True
        return all(need.weight <= self._search.index.most / 2 for need in heavy)  # none is rare

    def hangs(self, question: str, query: Query, answered: bool) -> bool:
        """True if a question that leans means little by itself: it names one thing at most, or it
        points and, as it stands, is not surely `answered` or says little."""
        heavy = [need for need in query.needs if need.weight > 0]
        alone = answered and len(heavy) >= SHORT
        return len(heavy) < 2 or goes_on(question) or (points(question) and not alone)

    def find(self, question: str, query: Query, context: Sequence[str]) -> tuple[list[Hit], bool]:
        """The passages that go on from the last one of the context, best first; and if the first
        surely answers: it has what is asked for, and is still on the topic or on a name in it."""
        last, more = self.last(context), wants_more(question)
        if last is None:
            return [], False
        index = self._search.index
        named = [need for need in query.needs if need.named]
        topic = self._topic(last, bool(named))
        own = [n for n in query.needs if not more and (n.share >= TOPIC or n.unit[0] == "?")]
        hits = self._search.find(replace(query, text="", needs=(*own, *topic)), most=CANDIDATES)
        told = {index.numbers[name] for name in context if name in index.numbers}
        hits = [
            hit
            for hit in hits
            if all(index.has(need.unit, hit.number) for need in named)
            and not (more and hit.number in told)
        ]
        section = index.entry(last).passage.section
        matter = [(n.unit, n.share * index.weight(n.unit)) for n in topic if n.share > TOLD_SHARE]
        whole = sum(weight for _, weight in matter) or 1.0

        def stays(number: int) -> float:
            """The share of the last passage's topic that another has."""
            return sum(weight for unit, weight in matter if index.has(unit, number)) / whole

        def nearness(hit: Hit) -> float:
            passage = index.entry(hit.number).passage
            nearer = SAME_SECTION * (passage.section == section) - LESS[passage.kind]
            nearer += ON_TOPIC * (stays(hit.number) if not named else 0.0)
            return hit.score + nearer - NOT_TOLD_BEFORE * (hit.number in told)

        found = sorted((replace(hit, score=nearness(hit)) for hit in hits), key=lambda h: -h.score)
        if more or not found:
            return found, more
        best = found[0].number
        heavy = [need for need in own if need.weight > 0]
        has = all(index.has(need.unit, best) for need in heavy)
        asks = self._asked_so(best, query) if query.asked else bool(heavy)
        return found, has and asks and (bool(named) or stays(best) >= STAYS)

    def _asked_so(self, number: int, query: Query) -> bool:
        """True if no few of the ways to ask for a passage ask for the kind of thing that a question
        asks for."""
        asks = self._search.index.entry(number).asks
        alike = sum(not query.asked.isdisjoint(units(ask)) for ask in asks)
        return alike >= ASKED_SO * len(asks) > 0

    def _topic(self, number: int, turns: bool) -> list[Need]:
        """A passage's topic: the words that many ways to ask for it share and, less, those
        of its text. Its names are left out where the question turns to another."""
        entry = self._search.index.entry(number)
        asks = Counter(unit for ask in entry.asks for unit in set(units(ask)))
        shares = {unit: TOLD_SHARE for text in entry.says for unit in units(text)}
        shares |= {u: TOPIC * min(1.0, 2 * n / len(entry.asks)) for u, n in asks.items()}
        return [
            Need(unit, share, 0.0)
            for unit, share in shares.items()
            if unit not in frame() and unit[0] not in "?§" and not (turns and unit in self._names)
        ]
