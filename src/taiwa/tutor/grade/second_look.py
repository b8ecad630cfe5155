"""A second look at a typed answer that no rule takes: is it worth asking "is that what you meant?".

It never accepts by itself. A few measures of the answer against each accepted one, and against what
else the course calls it, are weighed by a logistic regression: how likely is a teacher to nod? The
learner then says yes or no.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

from taiwa.text.readings import hiragana
from taiwa.tutor.grade.attempts import Setting, Target, targets
from taiwa.tutor.grade.matching import TypedAnswer, meets
from taiwa.tutor.text.folds import normal_words
from taiwa.tutor.text.kana import to_kana
from taiwa.tutor.text.places import (
    country_of,
    is_other_name,
    is_place,
    place_names,
    same_country,
)
from taiwa.tutor.text.readings import share_read
from taiwa.tutor.text.sounds import respelt, sound_alike
from taiwa.tutor.text.weighing import likelihood

WEIGHTS = {
    "bias": -2.32,
    "recall": -0.13,
    "all": 2.14,
    "exact": 1.10,
    "precision": 2.56,
    "alike": -1.62,
    "long": 2.69,
    "described": 2.11,
}
ASK = 0.20
"""The likelihood from which on the learner is asked. As the weights: `tests/eval/fit_typed.py`."""
LEAST_COMMON = 0.4
"""The share of an accepted answer's words, or kanji, that must be said again to be asked about, but
where it may be described."""
GLUE = (
    r"\b(?:the|an?|of|for|to|in|on|at|by|with|from|without|against|but|than|as|when|if|is|was"
    r"|are|were|be|been|being|has|have|had|do|does|did|will|would|should|must|can|may|its?|that|this"
    r"|they|he|she|i|we|you|his|her|their|them|there|who|what|one|each|other|both|all|so)\b"
)
"""English words that say nothing by themselves, and hold together those that do."""
DESCRIBING = {
    "ja": re.compile(r"(?=.{8})(?=.*[ァ-ヺ㐀-鿿々a-z])(?:[^ぁ-ゖ]*[ぁ-ゖ]){2}|.+の[㐀-鿿]+$"),
    "en": re.compile(rf"\w+['’]s \w+$|(?=(?:\W*\b\w+\b){{3}})(?=.*[a-z]{{3}})(?:.*\b)?{GLUE}"),
}
"""An answer may describe what is meant without its words, as "the Belgian capital" does, if it has
eight characters, or three words with one that holds them together; or "Belgium's capital"."""
A_NAME = re.compile(r"(?:an?|the|its?|their) \w+ \w+")
"""Three words that rather name a thing than describe it, but for a place."""

DENIED = {
    "en": re.compile(
        r"\b(?:not|never|nor|neither|isnt|wasnt|except|without|instead of|rather than|other than"
        r"|(?:anything|anyone|any \w+|everything|everyone|all) but)\b[^,;.]*?(?=,|;|\.|\bbut\b|$)"
        r"|[^,;.]*\b(?:is|was|are|were) not\b[^,;.]*|\b(?:non|anti)[- ]?\w+"
    ),
    "ja": re.compile(
        r"[^、。,]*?(?:(?:で|では|じゃ)(?:な[いくか]|ありません)(?!(?:った)?(?:です|でしょう|の|ん)*か(?!も))"
        r"|以外|を除)[てさっ]?|[非不無反未脱]\w+"
    ),
}
"""Words that say what the answer is not."""
TAKEN_BACK = {
    "en": re.compile(
        r"^.*(?:(?:^|\W )no\b(?! (?:more|less))|\b(?:sorry|wait|i mean|meaning|rather|actually)\b)"
    ),
    "ja": re.compile(
        "^.*(?:いや|いえ|違った|違う|ちがった|ちがう|間違えた|じゃなくて|ではなくて|訂正)"
    ),
}
"""Up to these words, what was said is taken back."""
RECKONED = re.compile(r"\b(?:after|before|later|earlier|since|ago)\b|[前後]")
"""Words by which another year tells the one that is meant."""
TIME = re.compile(rf"{RECKONED.pattern}|\b(?:years?|when)\b|[年時頃]")
"""Words without which a number is not described."""
JAPANESE = re.compile("[ぁ-ヺ㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer taken apart: all that was typed, and what is left of it to stand by.

    `units` and `words` are of what is left (`rest`), without what it denies or takes back; `heard`
    are the words of all. `describes` is true if it is put as a description is.
    """

    typed: TypedAnswer
    raw: str
    rest: str
    units: list[str]
    words: str
    heard: str
    describes: bool

    @classmethod
    def read(cls, answer: str, language: str) -> "Said":
        whole = unicodedata.normalize("NFKC", answer).casefold().strip()
        raw = re.sub("['’]", "", whole)
        taken = TAKEN_BACK[language].sub("", raw)
        rest = DENIED[language].sub(" ", taken if _joined(taken, language).strip() else raw)
        left = _units(rest, language), _joined(rest, language)
        describes = bool(DESCRIBING[language].match(whole))
        typed = TypedAnswer(answer, language)
        return cls(typed, raw, rest, *left, _joined(raw, language), describes)

    @property
    def language(self) -> str:
        return self.typed.language

    def denies(self, target: Target) -> bool:
        """True if what is wanted is among what is denied or taken back."""
        gone = {*_units(self.raw, self.language)} - {*self.units}
        return not gone.isdisjoint(_units(target.written, self.language))


def nearest(
    answer: str, accepted: Sequence[str], language: str, setting: Setting
) -> tuple[float, str | None]:
    """The accepted answer that is likeliest meant, after how likely a teacher takes it, 0 to 1."""
    found = ways(answer, accepted, language, setting)
    told = ((likelihood(WEIGHTS, seen), text) for text, seen in found)
    return max(told, key=lambda pair: pair[0], default=(0.0, None))


def ways(
    answer: str, accepted: Sequence[str], language: str, setting: Setting
) -> Iterator[tuple[str, Mapping[str, float]]]:
    """The accepted answers that may be meant, each with its measures: those that the answer
    describes, or has something in common with."""
    said = {tongue: Said.read(answer, tongue) for tongue in DENIED}
    own = [target for text in accepted for target in targets(text, language) if target.key]
    holds = any(_joined(target.written, language) in said[language].words for target in own)
    rival = any(_has_rival(said[language].rest, target, language) for target in own)
    apart = rival or (not holds and _is_another(said[language], setting))
    may_describe = not any(map(said[language].denies, own)) and _is_new(
        said[language], own, setting.prompt
    )
    for text, tongue, name in _called(accepted, language, setting):
        foreign = tongue != language
        for target in targets(name, tongue):
            known = _known(said[tongue].typed, target) if target.key else 0.0
            written = tongue == "ja" and JAPANESE.search(answer)
            if not target.key or (known < 1 and apart) or (foreign and not known and not written):
                continue
            seen = dict(_measures(known, said[tongue], target))
            # a list is right with each of its members and no other
            whole = seen["all"] and len(said[tongue].typed.parts) == len(target.members)
            near = seen["recall"] >= LEAST_COMMON and (whole or not target.members)
            described = may_describe and not foreign and _may_describe(said[tongue], target)
            seen["described"] = float(described)
            if near or seen["described"]:
                yield text, seen


def _called(
    accepted: Sequence[str], language: str, setting: Setting
) -> Iterator[tuple[str, str, str]]:
    """Each accepted answer as it is called in a language: by itself, and by a course that has it
    among its names, but for what the question says itself."""
    yield from ((text, language, text) for text in accepted)
    own = {normal_words(text, language): text for text in reversed(accepted)}
    asked = setting.prompt.casefold()
    for names in setting.names:
        keys = (normal_words(name, tongue) for tongue, name in names if tongue == language)
        text = next((own[key] for key in keys if key in own), None)
        for tongue, name in names if text else ():
            if name not in accepted and name.casefold() not in asked:
                yield text or "", tongue, name


def _is_another(said: Said, setting: Setting) -> bool:
    """True if what is said is, whole, one of the course's names."""
    keys = {attempt.words for attempt in said.typed.attempts}
    return any(
        tongue == said.language and normal_words(name, tongue) in keys
        for names in setting.names
        for tongue, name in names
    )


def _is_new(said: Said, wanted: Sequence[Target], prompt: str) -> bool:
    """True if it says more than the question does."""
    known = _units(prompt.casefold(), said.language)
    known += [unit for target in wanted for unit in _units(target.written, said.language)]
    return any(all(_likeness(unit, one) < 0.6 for one in known) for unit in said.units)


def _measures(known: float, said: Said, target: Target) -> Iterator[tuple[str, float]]:
    """The measures for and against an answer, which `said` is read of, each from 0 to 1."""
    wants, wanted = _units(target.written, said.language), _joined(target.written, said.language)
    near = [max((_likeness(want, unit) for unit in said.units), default=0.0) for want in wants]
    met = [max((_likeness(unit, want) for want in wants), default=0.0) for unit in said.units]
    for i, unit in enumerate(said.units if said.language == "en" else ()):
        if is_other_name(unit, target.written, "en"):  # the French were against it
            near, met[i] = [1.0], 1.0
    if wanted in said.words and not near:
        near = met = [1.0]
    if said.heard == said.words and known > max(LEAST_COMMON, sum(near) / (len(near) or 1)):
        near = met = [known]
    more = len(_units(said.raw, said.language)) - len(wants)
    yield "bias", 1.0
    yield "recall", sum(near) / len(near) if near else 0.0
    yield "all", float(bool(near) and min(near) > 0.6)
    yield "exact", float(bool(near) and min(near) == 1.0)
    yield "precision", sum(met) / len(met) if met else 0.0
    yield "alike", SequenceMatcher(None, said.words, wanted, autojunk=False).ratio()
    yield "long", min(1.0, max(0, more) / 20)


def _may_describe(said: Said, target: Target) -> bool:
    """True if it is put as a description, in more words than wanted; of a reading there is none."""
    longer = said.language == "ja" or len(said.heard) > len(target.words)
    untimely = target.key.isdigit() and not TIME.search(said.raw)
    named = A_NAME.fullmatch(said.raw) and not is_place(target.written, said.language)
    told = said.describes and longer and not named
    reading = re.fullmatch("[ぁ-ゖー]+", target.written)
    return bool(told and not untimely and not reading)


def _has_rival(said: str, target: Target, language: str) -> bool:
    """True if another number than the one wanted is named, or another place."""
    words = normal_words(said, language)
    if numbers := re.findall(r"\d+", target.words):
        # no month beside a year, no number of a word as IP4 has it
        alike = r"\d+" if len(target.key) < 3 else r"\d{3,}"
        return not (set(re.findall(alike, words)) <= {*numbers} or RECKONED.search(said))
    if not all(is_place(one.written, language) for one in target.members or [target]):
        return False
    named = re.findall("[ァ-ヺー]+|[㐀-鿿]{2,}|[a-z]+", words if language == "en" else said)
    named += [one + other for one, other in pairwise(named)]
    others = (name for name in map(hiragana, named) if name not in hiragana(target.key))
    return any(
        name in place_names(language) and not _is_of(name, target, language) for name in others
    )


def _is_of(name: str, target: Target, language: str) -> bool:
    """True if a name is another of a place that is wanted, of the country it is in, or of a city
    there."""
    lands, land = country_of(language), country_of(language).get(name, "")
    return any(
        is_other_name(name, one.written, language)
        or same_country(name, lands.get(hiragana(one.key), " "), language)
        or same_country(one.written, land or " ", language)
        for one in target.members or [target]
    )


def _known(typed: TypedAnswer, target: Target) -> float:
    """The certainty from 0 to 1 that an answer, or each member of a list, is another name of what
    is wanted."""
    if not target.members:
        if meets(typed, [target]):
            return 1.0
        return _called_otherwise(typed.text.strip(), target, typed.language)
    if len(typed.parts) != len(target.members):
        return 0.0
    sure, left = 1.0, [*target.members]
    for part in typed.parts:
        certain = [_known(part, member) for member in left]
        sure = min(sure, max(certain))
        left.pop(certain.index(max(certain)))
    return sure


def _called_otherwise(answer: str, target: Target, language: str) -> float:
    """The certainty that an answer is another name of what is written: its initials, a year's end
    ('25), another name of a place, how it is read, or how it sounds."""
    written = target.written
    words, year = written.split(), re.fullmatch(r"\d\d(\d\d)年?", written)
    initials = "".join(word[0] for word in words).upper() if len(words) > 2 else ""
    if answer == initials or (year and re.fullmatch(rf"['’]{year[1]}|{year[1]}年", answer)):
        return 1.0
    kana = hiragana(answer) if re.fullmatch("[ぁ-ヺー]+", answer) else to_kana(answer.casefold())
    if any(is_other_name(name, written, language) for name in (answer, kana) if name):
        return 1.0
    if len(written) > 3 and respelt(answer) == respelt(written):
        return 1.0
    numbers = [form for form in (written, target.key) if re.fullmatch(r"[\d+]+", form)]
    read = [written] if language == "ja" else numbers
    shares = [share_read(kana, hiragana(form)) for form in read] if kana else []
    return max([*shares, sound_alike(answer, written)])


def _joined(text: str, language: str) -> str:
    words = normal_words(text, language)
    return f" {words} " if language == "en" else hiragana(words).replace(" ", "")


def _units(text: str, language: str) -> list[str]:
    """The words that say something; in Japanese each kanji, and each run of katakana or letters."""
    words = normal_words(text, language)
    if language == "en":
        return re.sub(GLUE, "", words).replace("-", " ").split()
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
