"""A question that is a term's name and no more: “IP4”, “what is AUCUS?”, 「試金石って何？」."""

import re
from collections.abc import Iterator, Mapping

from taiwa.course.course import Course
from taiwa.text.readings import hiragana
from taiwa.tutor.ask.conversation import POLITE
from taiwa.tutor.ask.folding import fold
from taiwa.tutor.ask.index import Index
from taiwa.tutor.ask.pieces import TOKEN, frame, is_strange, strangers, units
from taiwa.tutor.ask.spelling import distance
from taiwa.tutor.text.kana import short_vowels, to_kana
from taiwa.tutor.text.readings import are_homophones, reads_as
from taiwa.tutor.text.sounds import respelt, sound_alike

ASKED = (
    re.compile(
        r"(?:(?:so|and|ok|okay|please|sorry|hey) )*(?:(?:can|could) you )?(?:please )?"
        r"(?:(?:what|who)(?: exactly)?(?: is| are| was| were| does| do)? |(?:define|explain) "
        r"|tell me about |(?:the )?(?:meaning|definition) of )*(?:the |an? )?(.+?)"
        r"(?: means?| stands? for| meaning| definition| exactly| please| again)*"
    ),
    re.compile(
        r"(.+?)(?:という(?:の|もの|言葉|用語)は?|とは|って|は|の)?(?:どんな|どういう)?"
        r"(?:何(?:者|の(?:こと|略))?|なに|なん|誰|だれ|意味|定義|もの|人物?|組織|こと)?"
        r"(?:を?(?:説明|教え|おしえ)(?:し?て)?)?" + POLITE
    ),
)
"""All that may stand around a name where what it means is asked for."""
PAIRS = re.compile(
    r"(?:.*\b(?:differences?|compare|comparison|distinction)(?: between| of)? )?(.+?) "
    r"(?:and|vs|versus|or|from|to|with) (.+)"
    r"|(.+?)と(.+?)と?(?:の|は|って)(?:違い|ちがい|差|区別|比較|同じ|(?:何が|どう|どこが)違).*"
)
"""Two names that are to be told apart."""
FIRST = 3
"""The names by which a term is looked up: in either language, and the letters for short."""
SHORTEST, LONGEST = 4, 40
"""Letters or kana of a name that may be misspelt."""
KANJI, KANA = re.compile("[\u3400-\u9fff]"), re.compile("[ぁ-ゖー]+")


def names_in(course: Course) -> dict[str, tuple[str, str]]:
    """For each name of a term, as it is compared, the term's id and the name as folded."""
    found: dict[str, tuple[str, str]] = {}
    for term in course.glossary:
        also = [name for names in term.also.values() for name in names]
        for name in (*term.term.values(), term.abbreviation or "", *also, term.reading):
            folded = fold(name)
            found.setdefault(_close(folded), (term.id, folded))
    found.pop("", None)
    return found


def _words(question: str) -> str:
    return " ".join(re.sub(r"[^\w+]+", " ", fold(question)).split())


def _close(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _unframed(text: str) -> list[str]:
    """The text, and what of it may be a name."""
    return [text, *(found[1] for asked in ASKED if (found := asked.fullmatch(text)))]


def is_bare(question: str) -> bool:
    """True if a question is a name with nothing around it, so that it tells no language."""
    text = _words(question)
    found = units(text)
    framed = any(unit[0] == "?" for unit in found) or frame().issuperset(found)
    return not framed and {text} == {*_unframed(text)}


class Terms:
    """The terms of a course by their names."""

    def __init__(self, index: Index, names: Mapping[str, tuple[str, str]]) -> None:
        self._index = index
        self._names = names

    def named(self, question: str) -> str | None:
        """The id of the term whose name is all that a question asks with, though misspelt."""
        said = _unframed(_words(question))
        exact = (_close(name) for name in said if _close(name) in self._names)
        name = next(filter(None, [*exact, *map(self._meant, dict.fromkeys(said))]), None)
        return self._names[name][0] if name else None

    def slip(self, question: str) -> tuple[str, str] | None:
        """The name that a question misspells, folded, as it is in it and as it is spelt; none of
        one in the letters of another script, which is only how it sounds."""
        said = _unframed(_words(question))
        if any(_close(name) in self._names for name in said):
            return None
        meant = [(n, self._meant(n)) for n in said if not KANA.fullmatch(_close(n))]
        found = ((n, name) for n, name in meant if name and name.isascii() == n.isascii())
        return next(((n, self._names[name][1]) for n, name in found), None)

    def pair(self, question: str) -> list[str]:
        """The ids of two terms that a question would have told apart; else none."""
        names = PAIRS.fullmatch(_words(question))
        found = [self.named(name) for name in names.groups() if name] if names else []
        return [term for term in found if term] if all(found) and len({*found}) > 1 else []

    def ways(self, term: str) -> Iterator[str]:
        """Ways to ask what a term is, the same for all that it is called."""
        for name in [name for each, name in self._names.values() if each == term][:FIRST]:
            yield f"{name} とは"
            if name.isascii():
                yield f"what is {name}"

    def _meant(self, said: str) -> str | None:
        """The name of the one term that is misspelt so; for words that the course has, of the one
        whose name in the other script sounds so."""
        strange = any(is_strange(token, self._index) for token in TOKEN.findall(said))
        strange = strange or bool(strangers(said, self._index.__contains__))
        said = _close(said)
        least = SHORTEST - bool(KANJI.search(said))
        if not least <= len(said) <= LONGEST:
            return None
        other = not said.isascii()
        found = sorted(each for each in self._alike(said) if strange or each[1].isascii() is other)
        known = {self._names[name][0] for far, name in found if far == found[0][0]}
        return found[0][1] if len(known) == 1 else None

    def _alike(self, said: str) -> Iterator[tuple[float, str]]:
        """The names that may be misspelt so, and how far from it each is."""
        slips = 1 if len(said) < 2 * SHORTEST else 2
        kana = short_vowels(to_kana(said) or "") if said.isascii() else hiragana(said)
        for name in self._names:
            latin = name.isascii()
            if said.isascii() and latin:
                near = abs(len(said) - len(name)) <= slips and len(name) >= SHORTEST
                if near and respelt(said) == respelt(name):
                    yield 0, name
                elif near and said[0] == name[0] and distance(said, name, slips) <= slips:
                    yield distance(said, name, slips), name
            elif said.isascii():
                if kana and kana == short_vowels(name):
                    yield 0, name
            elif latin and KANA.fullmatch(kana):
                alike = sound_alike(said, name)
                if alike or reads_as(kana, name):
                    yield 1 - alike, name
            elif len(said) == len(name) and all(
                a == b or are_homophones(a, b) for a, b in zip(said, name, strict=True)
            ):
                yield 1, name
