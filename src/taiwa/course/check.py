"""The findings of `taiwa check` on a course that loads: the rules that no schema can express.

Each rule is a function from a course to findings (an id and a message); `check_course` puts them at
the ids' places. The graders come in as parameters, so that this room knows none of the tutor's.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from taiwa.course import originality, release
from taiwa.course.companions import RECORD
from taiwa.course.course import Course
from taiwa.course.forms import Form, form_of
from taiwa.course.guessing import check_form
from taiwa.course.loading import read_text
from taiwa.course.model import LEVELS, Question, Section, Source, Text
from taiwa.course.originality import Fingerprint
from taiwa.course.problems import LocatedFinding, Places, Problem, Problems
from taiwa.course.release import check_lock
from taiwa.course.texts import texts
from taiwa.text.readings import KANA, READING, misunderstood, without_readings

GradeTyped = Callable[[str, Sequence[str], str], str]
"""The verdict on a typed answer, given what is accepted and the language."""

Shortlist = Callable[[Sequence[str], str], Callable[[Sequence[str]], Collection[int]]]
"""Takes typed answers in a language, and tells of accepted ones the places of all that may do."""

Covers = Callable[[str, Sequence[Sequence[str]], str], tuple[int, ...]]
"""Which points, each a list of phrases, an explanation covers in a language."""

LONGER = (1.1, 4.2)
"""The least and the most English characters for a Japanese one, in a text of some length."""

HIGHER, HIGHER_IN_SECTION, REMEMBERED = 0.4, 0.3, 0.3
"""Shares of questions above understanding, at least, in all and in a section; to remember, at most.
"""

_JA = r"[ぁ-んァ-ヶ一-龯々]"
_HALF_WIDTH = re.compile(rf"{_JA}[,.!?:;()]|[()]{_JA}|[ａ-ｚＡ-Ｚ０-９ｦ-ﾟ]")
_SPACED = re.compile(rf"{_JA} [A-Za-z0-9]|[A-Za-z0-9] {_JA}")


def check_course(
    course: Course,
    places: Places,
    folder: Path,
    grade: GradeTyped,
    shortlist: Shortlist,
    covers: Covers,
) -> list[Problem]:
    """Every finding of every rule, in the order of files and lines.

    Raises `ContentError` where there are too many.
    """
    problems = Problems()
    fingerprint = Fingerprint.read(read_text(folder / originality.FINGERPRINT, problems))
    findings = (
        _languages(course),
        _typography(course),
        _readings(course),
        _sources(course),
        _options(course),
        _balance(course),
        _typed_answers(course, grade),
        _lookalikes(course, grade, shortlist),
        _points(course, covers),
        _unearned(course, covers),
        _levels(course),
        check_form(course),
        _originality(course, fingerprint),
        check_lock(course, read_text(folder / release.LOCK, problems)),
    )
    for name, message, text in chain.from_iterable(findings):
        problems.add(*places.of(name, text), f"{name}: {message}")
    return problems.sorted()


def _languages(course: Course) -> Iterator[LocatedFinding]:
    """Both languages are of comparable length."""
    if not {"ja", "en"} <= set(course.languages):
        return
    drills = _drills(course.sections)  # with a phrase or sentences of one language in both
    for name, text in texts(course):
        japanese, english = without_readings(text["ja"]), text["en"]
        if len(japanese) < 30 or len(english) < 30 or name in drills:
            continue
        ratio = len(english) / len(japanese)
        if not LONGER[0] <= ratio <= LONGER[1]:
            message = f"the languages differ in length ({len(japanese)} and {len(english)})"
            yield LocatedFinding(name, message, text["ja"])


def _typography(course: Course) -> Iterator[LocatedFinding]:
    """Japanese uses full-width punctuation, half-width digits and letters, and no spaces."""
    for name, text in chain(texts(course), _sentences(course)):
        plain = without_readings(text.get("ja", ""))
        if found := _HALF_WIDTH.search(plain) or _SPACED.search(plain):
            message = f"ja: half and full width are mixed up at '{found[0]}'"
            yield LocatedFinding(name, message, text["ja"])


def _readings(course: Course) -> Iterator[LocatedFinding]:
    """Readings are kana, and marked in the one way that is understood."""
    for term in course.glossary:
        if not KANA.fullmatch(term.reading):
            message = f"the reading '{term.reading}' is not kana"
            yield LocatedFinding(term.id, message, term.reading)
    for name, text in texts(course):
        japanese = text.get("ja", "")
        for base, reading in READING.findall(japanese):
            if not KANA.fullmatch(reading):
                yield LocatedFinding(
                    name, f"the reading '{reading}' of {base} is not kana", japanese
                )
        for message in misunderstood(japanese):
            yield LocatedFinding(name, message, japanese)
    for name, text in _unread(course):
        for japanese in text.values():
            if READING.search(japanese):
                message = f"'{japanese}' can't hold a reading: a learner types it as it stands"
                yield LocatedFinding(name, message, japanese)


def _unread(course: Course) -> Iterator[tuple[str, Text]]:
    """The texts that are compared with what a learner types."""
    yield from _asks_and_phrases(course)
    for question in course.all_questions():
        for accepted in form_of(question).accepted.values():
            yield from ((question.id, {"": answer}) for answer in accepted)


def _sources(course: Course) -> Iterator[LocatedFinding]:
    """Sources name paragraphs that the text has."""

    def missing(sources: Sequence[Source]) -> Iterator[str]:
        for source in sources:
            name, _, number = source.partition(" ¶")
            if source != RECORD and not 1 <= int(number) <= course.by_id[name].paragraphs:
                yield f"'{source}' is no paragraph of the text"

    for section in course.sections:
        for step in section.lesson:
            yield from (LocatedFinding(step.id, message) for message in missing(step.source))
        for answer in section.answers:
            yield from (LocatedFinding(answer.id, message) for message in missing(answer.source))
    for question in course.all_questions():
        yield from (LocatedFinding(question.id, message) for message in missing(question.source))


def _options(course: Course) -> Iterator[LocatedFinding]:
    """Options differ from each other in every language."""
    for question in course.all_questions():
        form = form_of(question)
        for language in course.languages if form.manner in ("one", "several") else ():
            shown = [text[language] for text in form.things]
            if len(set(shown)) < len(shown):
                yield LocatedFinding(question.id, f"{language}: two options are the same")


def _balance(course: Course) -> Iterator[LocatedFinding]:
    """The right option can't be told by its place in the file or its length."""
    forms = map(form_of, course.all_questions())
    choices = [form for form in forms if form.manner == "one"]
    if len(choices) < 20:
        return
    for language in course.languages:
        longest = sum(_right_is_longest(form, language) for form in choices)
        if longest > 0.4 * len(choices):
            message = f"{language}: the right option is the longest in {longest} of {len(choices)}"
            yield LocatedFinding(course.id, message)
    first = sum(form.right == (0,) for form in choices)
    if not 0.1 * len(choices) <= first <= 0.5 * len(choices):
        message = f"the right option stands first in {first} of {len(choices)} choices"
        yield LocatedFinding(course.id, message)


def _right_is_longest(form: Form, language: str) -> bool:
    lengths = [len(text[language]) for text in form.things]
    return lengths.index(max(lengths)) in form.right and lengths.count(max(lengths)) == 1


def _typed_answers(course: Course, grade: GradeTyped) -> Iterator[LocatedFinding]:
    """The grader accepts every accepted answer, and refuses every foreseen or related wrong one."""
    forms = {question.id: form_of(question) for question in course.all_questions()}
    for name, form in forms.items():
        for language, accepted in form.accepted.items():
            for answer in accepted:
                if grade(answer, (answer,), language) != "correct":
                    yield LocatedFinding(name, f"{language}: the grader refuses '{answer}'")
        for confusion in form.confusions:
            for language, answers in confusion.answers.items():
                for answer in answers:
                    if grade(answer, form.accepted.get(language, ()), language) != "wrong":
                        message = f"{language}: the grader accepts the mistake '{answer}'"
                        yield LocatedFinding(name, message)


def _drills(sections: Sequence[Section]) -> set[str]:
    """The questions made of words in use."""
    words = chain.from_iterable(section.words for section in sections)
    return {name for word in words for name in word.drills}


def _lookalikes(
    course: Course, grade: GradeTyped, shortlist: Shortlist
) -> Iterator[LocatedFinding]:
    """Another question's first answer is not this one's, unless it is listed here too."""
    asked = _asked_for_words(course)
    takers = {language: _taker(asked, language, grade, shortlist) for language in course.languages}
    for name, answers in asked.items():
        for language, accepted in answers.items():
            for other, theirs in takers[language](tuple(accepted)):
                message = f"{language}: the grader takes {other}'s '{theirs}'"
                yield LocatedFinding(name, message)


def _asked_for_words(course: Course) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """What is accepted by question and language; drills of a phrase aside."""
    forms = {question.id: form_of(question) for question in course.all_questions()}
    phrases = {name for name in _drills(course.sections) if not forms[name].sentence}
    return {
        name: form.accepted
        for name, form in forms.items()
        if form.manner == "words" and name not in phrases
    }


def _taker(
    asked: Mapping[str, Mapping[str, Sequence[str]]],
    language: str,
    grade: GradeTyped,
    shortlist: Shortlist,
) -> Callable[[tuple[str, ...]], list[tuple[str, str]]]:
    """Tells of accepted answers which questions' first answer they take, and the answer.

    Questions of the same answers are graded once, for they may be many.
    """
    owners: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for place, (name, answers) in enumerate(asked.items()):
        if theirs := tuple(answers.get(language, ())):
            owners.setdefault(theirs, []).append((place, name))
    lists = list(owners)
    likely = shortlist([theirs[0] for theirs in lists], language)

    @cache
    def taken(accepted: tuple[str, ...]) -> list[tuple[str, str]]:
        found = [
            (place, name, theirs[0])
            for theirs in (lists[index] for index in likely(accepted))
            if not set(theirs) & set(accepted) and grade(theirs[0], accepted, language) != "wrong"
            for place, name in owners[theirs]
        ]
        return [(name, answer) for _, name, answer in sorted(found)]

    return taken


def _points(course: Course, covers: Covers) -> Iterator[LocatedFinding]:
    """Key points are known by their own phrases, and not by each other's."""
    for question in course.all_questions():
        points = form_of(question).points
        for language in course.languages:
            phrases = [point.phrases[language] for point in points]
            for index, own in enumerate(phrases):
                for phrase in own:
                    found = covers(phrase, phrases, language)
                    if found != (index,):
                        told = ", ".join(str(i + 1) for i in found) or "no point"
                        message = f"'{phrase}' is known as {told}, not as {index + 1}"
                        yield LocatedFinding(question.id, message, phrase)


def _unearned(course: Course, covers: Covers) -> Iterator[LocatedFinding]:
    """To repeat an explanation's prompt or a hint earns no point, in courses of format 2."""
    for question in course.all_questions():
        points = form_of(question).points if question.level else ()
        for text in (question.prompt, *question.hints) if points else ():
            for language, told in text.items():
                phrases = [point.phrases[language] for point in points]
                if found := covers(told, phrases, language):
                    earned = ", ".join(str(index + 1) for index in found)
                    message = f"{language}: '{told}' earns point {earned} by itself"
                    yield LocatedFinding(question.id, message, told)


def _levels(course: Course) -> Iterator[LocatedFinding]:
    """Enough is asked above understanding, in each section and in all; drills of words aside."""
    newer = [section for section in course.sections if section.format > 1]
    asked = {section.id: _levels_of(section) for section in newer}
    for name, levels in asked.items():
        yield from _too_low(name, levels, HIGHER_IN_SECTION)
    yield from _too_low(course.id, [*chain.from_iterable(asked.values())], HIGHER)
    remembered = sum(levels.count(LEVELS[0]) for levels in asked.values())
    if (count := sum(map(len, asked.values()))) and remembered > REMEMBERED * count:
        message = f"{remembered} of {count} questions ask to remember: at most {REMEMBERED:.0%}"
        yield LocatedFinding(course.id, message)


def _levels_of(section: Section) -> list[str]:
    drills = _drills([section])
    return [q.level or "" for q in section.questions if q.id not in drills]


def _too_low(name: str, levels: Sequence[str], least: float) -> Iterator[LocatedFinding]:
    higher = sum(level in LEVELS[2:] for level in levels)
    if higher < least * len(levels):
        message = f"{higher} of {len(levels)} questions ask to apply, analyse or evaluate"
        yield LocatedFinding(name, f"{message}: at least {least:.0%}")


def _originality(course: Course, fingerprint: Fingerprint) -> Iterator[LocatedFinding]:
    """Nothing repeats a sentence of the text that is taught."""
    for name, text in _every_text(course):
        for words in text.values():
            if found := fingerprint.repeats(without_readings(words)):
                yield LocatedFinding(name, f"repeats the text that is taught: {found}", words)


def _every_text(course: Course) -> Iterator[tuple[str, Text]]:
    yield from texts(course)
    yield from _asks_and_phrases(course)
    yield from _sentences(course)


def _sentences(course: Course) -> Iterator[tuple[str, Text]]:
    """The sentences and collocations of words in use, each in one language."""
    for section in course.sections:
        for word in section.words:
            for used in (word.sentences, word.collocations):
                for language, texts_ in used.items():
                    yield from ((section.id, {language: text}) for text in texts_)


def _asks_and_phrases(course: Course) -> Iterator[tuple[str, Text]]:
    """The ways to ask for an answer, and to put a point."""
    for question in course.all_questions():
        yield from _phrases(question)
    for section in course.sections:
        for answer in section.answers:
            yield from ((answer.id, {"": ask}) for asks in answer.asks.values() for ask in asks)


def _phrases(question: Question) -> Iterator[tuple[str, Text]]:
    for point in form_of(question).points:
        for phrases in point.phrases.values():
            yield from ((question.id, {"": phrase}) for phrase in phrases)
