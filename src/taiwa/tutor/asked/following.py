"""Questions that lean on what was said before: “why?”, “and South Korea?”, 「もっと詳しく」."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from taiwa.tutor.asked.folding import fold
from taiwa.tutor.asked.index import Need
from taiwa.tutor.asked.names import Names
from taiwa.tutor.asked.query import Query
from taiwa.tutor.asked.searching import Hit, Search
from taiwa.tutor.asked.units import frame, units

LEANING = re.compile(
    r"^(?:and|but|so|then|what about|how about|or)\b"
    r"|\b(?:it|that|this|they|them|their|its|he|him|his|she|her|those|these|there|then|both)\b"
    r"|それ|これ|その|この|あの|あれ|そこ|そう|彼|両国|そっち|じゃあ|では|なら|ほうは|のほうは|はどう|とは[?？]"
    r"|^[^はがをにで]{1,10}(?:は|とは|だと|も)[?？。]?$"
)
MORE = re.compile(
    r"^(?:please )?(?:(?:can|could) you )?(?:tell me more|more|go on|continue|more details?|elaborate"
    r"|say more|explain (?:more|further)|anything else|what else)\b"
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
OFTEN = 0.3  # share of the ways to ask that a word of the topic stands in


def turned_to(question: str) -> str | None:
    """The language to which the last reply is to be turned."""
    text = fold(question).strip(" .!?。！？、")
    return next((language for language, asked in TURN.items() if asked.search(text)), None)


class Following:
    """Reads follow-ups of a conversation about a course."""

    def __init__(self, search: Search, names: Names) -> None:
        self._search = search
        self._names = names
        self._numbers = {entry.passage.id: n for n, entry in enumerate(search.entries)}

    def last(self, context: Sequence[str]) -> int | None:
        """The number of the latest passage of the context."""
        known = (self._numbers[name] for name in reversed(context) if name in self._numbers)
        return next(known, None)

    def leans(self, question: str, query: Query) -> bool:
        """Whether a question is too short to stand alone, or points back."""
        text = " ".join(fold(question).split())
        heavy = [need for need in query.needs if need.weight > 0]
        return (
            not heavy
            or bool(MORE.search(text))
            or (len(heavy) <= SHORT and bool(LEANING.search(text)))
        )

    def find(self, question: str, query: Query, context: Sequence[str]) -> list[Hit]:
        """The passages that go on from the last one of the context."""
        last = self.last(context)
        if last is None:
            return []
        text = " ".join(fold(question).split())
        named = any(self._names.shown(need.unit, "en") for need in query.needs)
        topic = list(self._topic(last, named))
        own = [need for need in query.needs if need.share >= TOPIC or need.unit[0] == "?"]
        own = [Need(n.unit, 1.0, n.weight, n.mates) for n in own]
        told = {self._numbers[name] for name in context if name in self._numbers}
        hits = self._search.find([*own, *topic])
        if MORE.search(text):
            return [hit for hit in hits if hit.number not in told]
        asked = query.asked - {"?mean", "?sum"}
        fitting = [h for h in hits if all(self._search.has(unit, h.number) for unit in asked)]
        fresh = [hit for hit in fitting if hit.number not in told]
        return fresh or fitting or hits[:1]

    def _topic(self, number: int, named: bool) -> Iterator[Need]:
        """The words that most ways to ask for a passage share; its names only if none is new."""
        entry = self._search.entries[number]
        counts = Counter(unit for ask in entry.asks for unit in set(units(ask)))
        for text in entry.says if not entry.asks else ():
            counts.update(set(units(text)))
        for unit, count in counts.items():
            name = self._names.shown(unit, "en") is not None
            if unit in frame() or unit[0] == "?" or (name and named):
                continue
            if count >= OFTEN * len(entry.asks) / 2 or not entry.asks:
                yield Need(unit, TOPIC, 0.0, ())
