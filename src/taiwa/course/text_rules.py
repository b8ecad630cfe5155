"""The rules of `taiwa check` on what is written: lengths, signs, readings, and whose words."""

import re
from collections.abc import Iterator
from itertools import chain

from taiwa.course.course import Course
from taiwa.course.drills import drilled
from taiwa.course.forms import form_of
from taiwa.course.model import Text
from taiwa.course.originality import Fingerprint
from taiwa.course.problems import LocatedFinding
from taiwa.course.texts import asks_and_phrases, every_text, sentences, texts
from taiwa.errors import N_
from taiwa.text.readings import KANA, READING, misunderstood, plain

LONGER = (1.1, 4.2)
"""The least and the most English characters for a Japanese one, in a text of some length."""

NO_READING = N_("'{marks}' is not a reading: write {meant}")
STRAY = N_("'{marks}' is left over: a reading is written {meant}")
EXAMPLE = "{漢字|かんじ}"

_JA = r"[ぁ-んァ-ヶ一-龯々]"
_HALF_WIDTH = re.compile(rf"{_JA}[,.!?:;()]|[()]{_JA}|[ａ-ｚＡ-Ｚ０-９ｦ-ﾟ]")
_SPACED = re.compile(rf"{_JA} [A-Za-z0-9]|[A-Za-z0-9] {_JA}")


def check_lengths(course: Course) -> Iterator[LocatedFinding]:
    """Both languages are of comparable length."""
    if not {"ja", "en"} <= set(course.languages):
        return
    drills = drilled(course.sections)  # with a phrase or sentences of one language in both
    for name, text in texts(course):
        japanese, english = plain(text["ja"]), text["en"]
        if len(japanese) < 30 or len(english) < 30 or name in drills:
            continue
        ratio = len(english) / len(japanese)
        if not LONGER[0] <= ratio <= LONGER[1]:
            message = N_(
                "the languages differ in length ({ja} and {en} characters): let them say the same"
            )
            lengths = {"ja": len(japanese), "en": len(english)}
            yield LocatedFinding(name, message, text["ja"], **lengths)


def check_typography(course: Course) -> Iterator[LocatedFinding]:
    """Japanese uses full-width punctuation, half-width digits and letters, and no spaces."""
    for name, text in chain(texts(course), sentences(course)):
        shown = plain(text.get("ja", ""))
        if found := _HALF_WIDTH.search(shown) or _SPACED.search(shown):
            message = N_("ja: half and full width are mixed up at '{place}'")
            yield LocatedFinding(name, message, text["ja"], place=found[0])


def check_readings(course: Course) -> Iterator[LocatedFinding]:
    """Readings are kana, and marked in the one way that is understood."""
    for term in course.glossary:
        for reading in term.readings:
            if not KANA.fullmatch(reading):
                message = N_("the reading '{reading}' is not in kana: write it so")
                yield LocatedFinding(term.id, message, reading, reading=reading)
    for name, text in texts(course):
        japanese = text.get("ja", "")
        for base, reading in READING.findall(japanese):
            if not KANA.fullmatch(reading):
                message = N_("the reading '{reading}' of {base} is not in kana: write it so")
                yield LocatedFinding(name, message, japanese, reading=reading, base=base)
        for marks, meant in misunderstood(japanese):
            message = NO_READING if meant else STRAY
            yield LocatedFinding(name, message, japanese, marks=marks, meant=meant or EXAMPLE)
    for name, text in _unread(course):
        for japanese in text.values():
            if READING.search(japanese):
                message = N_("'{text}' can't hold a reading: a learner types it as it stands")
                yield LocatedFinding(name, message, japanese, text=japanese)


def _unread(course: Course) -> Iterator[tuple[str, Text]]:
    """The texts that are compared with what a learner types."""
    yield from asks_and_phrases(course)
    for question in course.all_questions():
        for accepted in form_of(question).accepted.values():
            yield from ((question.id, {"": answer}) for answer in accepted)


def check_originality(course: Course, fingerprint: Fingerprint) -> Iterator[LocatedFinding]:
    """Nothing repeats a sentence of the text that is taught."""
    for name, text in every_text(course):
        for words in text.values():
            if found := fingerprint.repeats(plain(words)):
                message = N_(
                    "repeats the text that is taught: put it in words of your own: {passage}"
                )
                yield LocatedFinding(name, message, words, passage=found)
