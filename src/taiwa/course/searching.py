"""Looking things up by a few letters: in any language, by reading, kana or kanji."""

import unicodedata

from taiwa.course.model import Course, Term

_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def fold(text: str) -> str:
    """Text as it is compared: width, case and kana script do not matter."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_TO_HIRAGANA)


def find_terms(course: Course, wanted: str) -> list[Term]:
    """The terms that hold what is wanted; those that begin with it first, then by the glossary."""
    key = fold(wanted).strip()
    if not key:
        return list(course.glossary)
    found = []
    for place, term in enumerate(course.glossary):
        names = [fold(name) for name in (*called(term), term.reading)]
        if any(key in name for name in names):
            found.append((not any(name.startswith(key) for name in names), place, term))
    return [term for *_, term in sorted(found, key=lambda hit: hit[:2])]


def called(term: Term) -> list[str]:
    """What a term is called, in every language."""
    also = [name for names in term.also.values() for name in names]
    names = [*term.term.values(), *also]
    return [*names, term.abbreviation] if term.abbreviation else names
