"""A second look at a typed answer that no rule takes: is it worth asking "is that what you meant?".

It never accepts by itself. A few measures of the answer against each accepted one, weighed by a
logistic regression, tell how likely a teacher is to nod; the learner then says yes or no.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

from taiwa.tutor.grade.attempts import Target, split
from taiwa.tutor.text.folds import hiragana, normal_words
from taiwa.tutor.text.kana import to_kana
from taiwa.tutor.text.places import (
    country_of,
    is_other_name,
    is_place,
    place_names,
    same_country,
)
from taiwa.tutor.text.readings import share_read
from taiwa.tutor.text.sounds import sound_alike
from taiwa.tutor.text.weighing import likelihood

WEIGHTS = {
    "bias": -2.43,
    "en": 0.26,
    "ja": -0.26,
    "holds": -0.46,
    "denied": -0.55,
    "recall": 0.30,
    "all": 1.39,
    "exact": 1.56,
    "precision": 2.02,
    "alike": -1.15,
    "open": -1.55,
    "rivals": -1.94,
    "long": 2.95,
    "described": 2.32,
}
ASK = 0.16
"""The likelihood from which on the learner is asked. As the weights: `tests/eval/fit_typed.py`."""
LEAST_COMMON = 0.4
"""The share of an accepted answer's words, or kanji, that must be said again to be asked about, but
where it may be described."""
DESCRIBING = {
    "ja": re.compile(r"(?=.{8})(?=.*[ァ-ヺ㐀-鿿々a-z])(?:[^ぁ-ゖ]*[ぁ-ゖ]){2}|.+の[㐀-鿿]+$"),
    "en": re.compile(
        r"\w+['’]s \w+$|(?=(?:\W*\b\w+\b){3})(?:.*\b)?"
        r"(?:the|an?|in|at|with|from|without|against|is|was|are|were|be|been|being|as|has|have|had"
        r"|do|does|did|will|would|should|must|can|may|not|its?|that|this|they|he|she|i|we|you|his"
        r"|her|their|them|there|who|what|one|each|other|both|all|so|or|but|than|when|if)\b"
    ),
}
"""An answer may describe what is meant without its words, as "the Belgian capital" does, if it has
three words or eight characters, some of them of those that hold a phrase together; or two words
that one of them holds together, as "Belgium's capital"."""

DENIED = {
    "en": re.compile(
        r"\b(?:not|never|nor|neither|isnt|wasnt|except|without|instead of|rather than|other than"
        r"|(?:anything|anyone|any \w+|everything|everyone|all) but)\b[^,;.]*?(?=,|;|\.|\bbut\b|$)"
        r"|[^,;.]*\b(?:is|was|are|were) not\b[^,;.]*|\b(?:non|anti)[- ]?\w+"
    ),
    "ja": re.compile(
        r"[^、。,]*?(?:(?:で|では|じゃ)(?:な[いくか]|ありません)|以外|を除)[てさっ]?|[非不無反未脱]\w+"
    ),
}
"""Words that say what the answer is not."""
TAKEN_BACK = {
    "en": re.compile(r"^.*\b(?:no|sorry|wait|i mean|meaning|rather|actually)\b"),
    "ja": re.compile(
        "^.*(?:いや|いえ|違った|違う|ちがった|ちがう|間違えた|じゃなくて|ではなくて|訂正)"
    ),
}
"""Up to these words, what was said is taken back."""
OPEN = {
    "en": re.compile(r"\b(?:or|either|both|one of)\b|\?\s*\w"),
    "ja": re.compile(r"か[^らの].*(?:か|どちら|どっち)|または|あるいは|もしくは|どちらか|両方"),
}
"""Words that leave open which it is."""
EMPTY = re.compile(
    r"\b(?:of|for|to|in|on|at|by|with|from|and|is|was|are|were|be|been|being|its?|that|this|they|he"
    r"|she|i|we|you|his|her|their|them|there|as|has|have|had|do|does|did|will|would|should|must|can"
    r"|may|one|so)\b"
)
"""English words that say nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer taken apart: all that was typed, and what is left of it to stand by.

    `units` and `words` are of what is left, without what it denies or takes back; `typed` is the
    number of units of all that was typed, and `heard` its words. `describes` is true if it is put
    as a description is.
    """

    raw: str
    rest: str
    language: str
    units: list[str]
    words: str
    typed: int
    heard: str
    describes: bool

    @classmethod
    def read(cls, answer: str, language: str) -> "Said":
        whole = unicodedata.normalize("NFKC", answer).casefold().strip()
        raw = re.sub("['’]", "", whole)
        taken = TAKEN_BACK[language].sub("", raw)
        rest = DENIED[language].sub(" ", taken if _units(taken, language) else raw)
        left = _units(rest, language), _joined(rest, language)
        heard = len(_units(raw, language)), _joined(raw, language)
        return cls(raw, rest, language, *left, *heard, bool(DESCRIBING[language].match(whole)))


def nearest(answer: str, wanted: Sequence[Target], language: str) -> tuple[float, Target | None]:
    """The accepted answer that is likeliest meant, after how likely a teacher takes it, 0 to 1."""
    found = ((likelihood(WEIGHTS, seen), one) for one, seen in ways(answer, wanted, language))
    return max(found, key=lambda pair: pair[0], default=(0.0, None))


def ways(
    answer: str, wanted: Sequence[Target], language: str
) -> Iterator[tuple[Target, Mapping[str, float]]]:
    """The accepted answers that may be meant, each with its measures: those that the answer
    describes, or has something in common with."""
    said, parts = Said.read(answer, language), len(split(answer, language))
    named = is_place(answer, language)  # a place that is written out is the one that is meant
    for target in wanted:
        seen = dict(_measures(answer, said, target))
        # a list is right with each of its members and no other
        whole = seen["all"] and not seen["rivals"] and parts == len(target.members)
        near = seen["recall"] >= LEAST_COMMON and (whole or not target.members)
        if (near or seen["described"]) and not (named and seen["rivals"]):
            yield target, seen


def _measures(answer: str, said: Said, target: Target) -> Iterator[tuple[str, float]]:
    """The measures for and against an answer, which `said` is read of, each from 0 to 1."""
    language, own = said.language, said.units
    wants, wanted = _units(target.written, language), _joined(target.written, language)
    near = [max((_likeness(want, unit) for unit in own), default=0.0) for want in wants]
    met = [max((_likeness(unit, want) for want in wants), default=0.0) for unit in own]
    known = _called_otherwise(answer.strip(), target.written, language)
    if said.heard == said.words and known > max(LEAST_COMMON, sum(near) / (len(near) or 1)):
        near = met = [known]
    holds = wanted in said.words
    yield "bias", 1.0
    yield language, 1.0
    yield "holds", float(holds)
    yield "denied", float(wanted in said.heard and not holds)
    yield "recall", sum(near) / len(near) if near else 0.0
    yield "all", float(bool(near) and min(near) > 0.6)
    yield "exact", float(bool(near) and min(near) == 1.0)
    yield "precision", sum(met) / len(met) if met else 0.0
    yield "alike", SequenceMatcher(None, said.words, wanted, autojunk=False).ratio()
    yield "open", float(bool(OPEN[language].search(said.raw)))
    yield "rivals", float(_has_rival(said.rest, target, language))
    yield "long", min(1.0, max(0, said.typed - len(wants)) / 20)
    yield "described", float(_may_describe(said, wanted, target))


def _may_describe(said: Said, wanted: str, target: Target) -> bool:
    """True if nothing is denied or left open, in more words than wanted; a number is told by its
    digits alone."""
    denied = said.heard != said.words or OPEN[said.language].search(said.raw)
    return (
        not denied
        and not re.search(r"\d", target.written)
        and said.describes
        and len(said.heard) > len(wanted)
    )


def _has_rival(said: str, target: Target, language: str) -> bool:
    """True if another number than the one wanted is named, or another place."""
    words = normal_words(said, language)
    if numbers := re.findall(r"\d+", target.words):
        alike = r"\d{3,}" if min(map(len, numbers)) > 2 else r"\d+"  # no month beside a year
        return not set(re.findall(alike, words)) <= set(numbers)
    if not all(is_place(one.written, language) for one in target.members or [target]):
        return False
    named = re.findall("[ァ-ヺー]+|[㐀-鿿]{2,}|[a-z]+", words if language == "en" else said)
    named += [one + other for one, other in pairwise(named)]
    others = (name for name in map(hiragana, named) if name not in hiragana(target.key))
    return any(
        name in place_names(language) and not _is_of(name, target, language) for name in others
    )


def _is_of(name: str, target: Target, language: str) -> bool:
    """True if a name is another of a place that is wanted, or that of the country it is in."""
    wanted = target.members or [target]
    lands = (country_of(language).get(hiragana(one.key), "") for one in wanted)
    return any(is_other_name(name, one.written, language) for one in wanted) or any(
        land and same_country(name, land, language) for land in lands
    )


def _called_otherwise(answer: str, written: str, language: str) -> float:
    """The certainty from 0 to 1 that an answer is another name of what is written: its initials, a
    year's end ('25), another name of a place, how it is read, or how it sounds."""
    words, year = written.split(), re.fullmatch(r"\d\d(\d\d)年?", written)
    initials = "".join(word[0] for word in words).upper() if len(words) > 2 else ""
    if answer == initials or (year and re.fullmatch(rf"['’]{year[1]}|{year[1]}年", answer)):
        return 1.0
    if is_other_name(answer, written, language):
        return 1.0
    kana = hiragana(answer) if re.fullmatch("[ぁ-ヺー]+", answer) else to_kana(answer.casefold())
    read = share_read(kana, hiragana(written)) if kana and language == "ja" else 0.0
    return max(read, sound_alike(answer, written))


def _joined(text: str, language: str) -> str:
    words = normal_words(text, language)
    return f" {words} " if language == "en" else hiragana(words).replace(" ", "")


def _units(text: str, language: str) -> list[str]:
    """The words that say something; in Japanese each kanji, and each run of katakana or letters."""
    words = normal_words(text, language)
    if language == "en":
        return EMPTY.sub("", words).replace("-", " ").split()
    return re.findall(r"\d+|[a-z]+|[ァ-ヺー]+|[㐀-鿿々〆]", words)


def _likeness(one: str, other: str) -> float:
    """From 0 to 1; two words with a common stem, or a slip apart, are much alike."""
    if one == other:
        return 1.0
    if one[0].isdigit() or other[0].isdigit() or min(len(one), len(other)) < 3:
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    stem = sum(1 for _ in same)
    alike = stem >= 4 and stem >= 0.6 * max(len(one), len(other))
    return max(ratio if ratio > 0.8 else 0.0, 0.9 if alike else 0.0)
