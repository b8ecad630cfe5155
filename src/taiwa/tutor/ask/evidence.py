"""The evidence that the text answers a question, beside how well a passage fits.

Near misses share every word with a passage and ask for what it does not tell: how many, who, on
which day. The kinds of thing that a question asks for are words of a language
(`locales/*/lexicon/kinds.txt`); how far each is to be doubted is learned."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from taiwa.tutor.ask.index import Index, Need
from taiwa.tutor.ask.library import IndexedPassage
from taiwa.tutor.text.lexicon import lexicon

MISSING = 5
"""So many that a passage has not make it as doubtful as can be."""
LOOKED_AT = 4
"""The best passages, which tell if the matter is of the text at all."""

Measures = dict[str, float]


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lines = [line.split(" ", 1) for code in ("en", "ja") for line in lexicon(code, "kinds")]
    return tuple((f"?{name}", re.compile(pattern)) for name, pattern in lines)


def kinds_asked(question: str) -> Measures:
    """1 for each kind of thing that a question asks for, else 0."""
    folded = unicodedata.normalize("NFKC", question).casefold().strip()
    found = {name for name, pattern in _kinds() if pattern.search(folded)}
    return {name: float(name in found) for name, _ in _kinds()}


def fit_of(needs: Sequence[Need], best: IndexedPassage, number: int, index: Index) -> Measures:
    """The share of a question that the passage of this number has, and if it is the text that says
    it."""
    heavy = [need for need in needs if need.weight > 0]
    missing = [need for need in heavy if not index.has(need.unit, number)]
    unheard = sum(need.weight for need in missing if need.unit not in index)
    rest = [need for need in heavy if not need.named]
    return {
        "rest": index.coverage(rest, number) if rest else 1.0 if heavy else 0.0,
        "missing": min(len(missing), MISSING) / MISSING,
        "unnamed": float(any(need.named for need in missing)),
        "unheard": unheard / (sum(need.weight for need in heavy) or 1.0),
        "recorded": float(best.passage.recorded),
        "mixed": float(best.passage.mixed),
    }


def beside(passages: Sequence[IndexedPassage]) -> float:
    """The share of the best passages that are of the public record alone."""
    return sum(one.passage.recorded for one in passages[:LOOKED_AT]) / LOOKED_AT
