"""Questions that lean on what was said before: “why?”, “and South Korea?”, 「もっと詳しく」."""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from taiwa.course.passages import MARK
from taiwa.tutor.ask.folding import fold
from taiwa.tutor.ask.index import Need
from taiwa.tutor.ask.names import Names
from taiwa.tutor.ask.pieces import frame, units
from taiwa.tutor.ask.query import Query
from taiwa.tutor.ask.search import Hit, Search

POINTING = re.compile(
    r"\b(?:it|that|this|they|them|their|its|he|him|his|she|her|those|these|there|then|both)\b"
    r"|それ|これ|その(?!ため)|この|あの|あれ|そこ|そう|彼|両国|そっち|そもそも"
)
BARE = re.compile(
    r"^(?:and|but|so|then|or|what about|how about)\b|^じゃあ|^では|(?:は|とは|も|なら|だと)\W*$"
)
KANA = re.compile("[ぁ-ん]")
TELL_ME_MORE = re.compile(
    r"^(?:please )?(?:(?:can|could) you )?(?:tell me more|more|go on|continue|more details?"
    r"|elaborate|say more|explain (?:more|further)|anything else|what else)\b"
    r"|^(?:もっと|続き|続け|さらに|他には|ほかには|もう少し|詳しく|くわしく)"
)
TURN = {
    "ja": re.compile(
        r"^(?:please |now |and |can you |could you |say |repeat |answer |that |it |again )*"
        r"(?:in )?japanese(?: version)?(?: please)?$|^日本語(?:で|に)"
    ),
    "en": re.compile(
        r"^(?:please |now |and |can you |could you |say |repeat |answer |that |it |again )*"
        r"(?:in )?english(?: version)?(?: please)?$|^(?:英語|えいご)(?:で|に)(?!何|なん|は)"
    ),
}
SHORT = 3  # content words of a question that leans on others, at most
TOPIC = 0.5  # share of a word of the topic
TOLD_SHARE = 0.1  # share of a word of what was told
CANDIDATES = 16  # passages to choose from
SAME_SECTION, NOT_TOLD_BEFORE = 1.0, 2.5
LESS = {"answer": 0.0, "step": 2.0, "term": 0.6, "event": 0.6}
"""Added to the score of a passage that goes on, from the same section and not told before, and
taken from that of what is no answer. Our own choice, on the questions to tune on."""


def turned_to(question: str) -> str | None:
    """The language to which the last reply is to be turned."""
    text = fold(question).strip(" .!?。！？、")
    return next((language for language, asked in TURN.items() if asked.search(text)), None)


def wants_more(question: str) -> bool:
    """True if nothing but more of the same is asked for."""
    return bool(TELL_ME_MORE.search(_plain(question)))


def goes_on(question: str) -> bool:
    """True if a question is put as one that goes on: “and NATO?”, 「NATOは？」."""
    return bool(BARE.search(_plain(question)))


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
        text = _plain(question)
        heavy = [need for need in query.needs if need.weight > 0]
        if len(heavy) > SHORT or any(n.unit not in self._search.index for n in heavy):
            return False
        if not query.needs and not (TELL_ME_MORE.search(text) or POINTING.search(text)):
            return False  # 「はい」, a greeting
        if all(
            need.named or need.unit == self._search.index.home for need in heavy
        ) and BARE.search(text):
            return True
        return bool(TELL_ME_MORE.search(text) or POINTING.search(text)) or not any(
            map(self._tells, heavy)
        )

    def _tells(self, need: Need) -> bool:
        """True if a word says what a question is about: a rare one, and no verb."""
        rare = need.weight > self._search.index.most / 2
        return rare and need.unit != self._search.index.home and not KANA.search(need.unit)

    def find(self, question: str, query: Query, context: Sequence[str]) -> list[Hit]:
        """The passages that go on from the last one of the context."""
        last = self.last(context)
        if last is None:
            return []
        turns = any(need.named for need in query.needs)
        topic = self._topic(last, turns)
        own = [n for n in query.needs if n.share >= TOPIC or n.unit[0] == "?"]
        meant = replace(query, text="", needs=(*own, *topic))
        hits = self._search.find(meant, most=CANDIDATES)
        for need in query.needs:
            if need.named:
                hits = [hit for hit in hits if self._search.index.has(need.unit, hit.number)]
        numbers = self._search.index.numbers
        told = {numbers[name] for name in context if name in numbers}
        if wants_more(question):
            hits = [hit for hit in hits if hit.number not in told]
        section = self._search.index.entry(last).passage.section

        def nearness(hit: Hit) -> float:
            passage = self._search.index.entry(hit.number).passage
            more = SAME_SECTION * (passage.section == section) - LESS[passage.kind]
            return hit.score + more - NOT_TOLD_BEFORE * (hit.number in told)

        goes_on = [replace(hit, score=nearness(hit)) for hit in hits]
        return sorted(goes_on, key=lambda hit: -hit.score)

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
