"""The text that a course teaches, paragraph by paragraph as sources name them.

It is a file of Markdown in each language, `essay.ja.md` and `essay.en.md`: `#` before its title,
`##` before a section's heading, an empty line between paragraphs. It lies beside `course.yaml`, or
with the learner who has a copy of her own. Nothing is ever taught from it: it is shown as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from msgspec import Struct

from taiwa.course.companions import LANGUAGES
from taiwa.course.course import Course
from taiwa.course.fields import HIDDEN, LONGEST_TEXT, TOO_LONG, hidden_in
from taiwa.course.glossary import Mentions
from taiwa.course.loading import read_text
from taiwa.course.model import Text
from taiwa.course.problems import START, Problems
from taiwa.errors import N_, ContentError

FILES: Mapping[str, str] = {language: f"essay.{language}.md" for language in LANGUAGES}
"""The file's name by language."""

MOST_PARAGRAPHS, LONGEST_HEADING = 1_000, 60
"""Paragraphs of a text, more than a course is on; characters of a heading without a mark."""

ENOUGH_TERMS, LEAST_TERMS = 5, 0.2
"""Terms of a course by which its text is known, and the share of them that it has at least: the
shipped course's has 0.9, another 0.01; of the second test course 0.7, another 0.1."""

NO_TEXT = N_("there is no paragraph in it: a text has an empty line between its paragraphs")
TOO_MANY = N_("a text may have {most} paragraphs, with an empty line between them")
OTHER_SECTIONS = N_(
    "sections: {found} here, {wanted} in the course; paragraphs: {paragraphs} here, {all} in the"
    " course: a line that begins with ## heads a section, an empty line separates paragraphs"
)
OTHER_PARAGRAPHS = N_(
    "paragraphs of section {number}: {found} here, {wanted} in the course: an empty line separates"
    " them"
)
OTHER_NAME = N_("no text is read from this file: name it {known}")

_HEADING = re.compile(r"(#+)[ \u3000]*(.*?)[ \u3000#]*")
_NUMBER = re.compile(r"(?:[0-9０-９]+[.．、)）]|[一二三四五六七八九十]+[.．、\u3000])[ \u3000]*")
_COUNTED, _RULE = re.compile(r"¶ *[0-9]+[ \u3000]+"), re.compile(r"([-*_] *){3,}")
_ENDS = tuple("。．.！？!?」』”\"'：:、,;")
_LAYOUT = {0x09: " ", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0xAD: None, 0x200B: None, 0xFEFF: None}
"""Signs that typewriters and printers leave in a text, and nobody sees."""


class Part(Struct, frozen=True):
    """A section of a file: the line of its heading, the heading, which may be empty, and its
    paragraphs."""

    line: int
    heading: str
    paragraphs: list[str]


class Written(Struct, frozen=True):
    """A file: its text, its title, which may be empty, and its sections."""

    text: str
    title: str
    parts: tuple[Part, ...]


class Essay(Struct, frozen=True):
    """The text in each language in which it is here, one or both.

    A title or a heading may be missing. `paragraphs` has the id of every section of the course.
    """

    title: Text
    headings: Mapping[str, Text]
    paragraphs: Mapping[str, tuple[Text, ...]]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(next(iter(self.paragraphs.values()))[0])


def places(shelves: Sequence[Path], languages: Sequence[str]) -> dict[str, Path]:
    """The file in each language, from the first of some folders that has it."""
    found = {}
    for language in languages:
        files = (shelf / FILES[language] for shelf in shelves if language in FILES)
        if file := next(filter(Path.exists, files), None):
            found[language] = file
    return found


def read_essay(course: Course, shelves: Sequence[Path]) -> Essay | None:
    """The text of a course; None where none of the folders has it.

    Raises `ContentError` where it can't be read, or has other paragraphs than the course.
    """
    problems, fitted = Problems(), dict[str, list[Part]]()
    for language, file in places(shelves, course.languages).items():
        written = read_file(file, problems)
        if written and (parts := fit(written, course, file.name, problems)):
            fitted[language] = [Part(0, written.title, []), *parts]
    if problems.found:
        raise ContentError(problems.sorted())
    return _together(course, fitted) if fitted else None


def _together(course: Course, fitted: Mapping[str, Sequence[Part]]) -> Essay:
    def named(place: int) -> Text:
        return {
            code: parts[place].heading for code, parts in fitted.items() if parts[place].heading
        }

    headings, paragraphs = {}, {}
    for place, section in enumerate(course.sections, 1):
        headings[section.id] = named(place)
        both = (parts[place].paragraphs for parts in fitted.values())
        paragraphs[section.id] = tuple(
            dict(zip(fitted, each, strict=True)) for each in zip(*both, strict=True)
        )
    return Essay(named(0), headings, paragraphs)


def check_essay(course: Course, folder: Path, problems: Problems) -> None:
    """Note what is wrong with the text beside a course, if there is one."""
    for file in sorted(folder.glob("[eE][sS][sS][aA][yY]*.md")):
        if file.name not in FILES.values():
            problems.add(file.name, START, OTHER_NAME, known=tuple(FILES.values()))
        elif written := read_file(file, problems):
            fit(written, course, file.name, problems)


def read_file(file: Path, problems: Problems) -> Written | None:
    """A text as it stands in a file; None, and why, where that is none."""
    before = len(problems.found)
    text = read_text(file, problems).replace("\r\n", "\n").translate(_LAYOUT)
    if len(problems.found) > before:
        return None
    written = _written(text, _heading)
    for number, line in enumerate(text.split("\n"), 1):
        if hidden := hidden_in(line):
            problems.add(file.name, (number, 1), HIDDEN, code=f"U+{ord(hidden):04X}")
    told = [text for part in written.parts for text in (part.heading, *part.paragraphs)]
    if not told:
        problems.add(file.name, START, NO_TEXT)
    if max(map(len, [written.title, *told])) > LONGEST_TEXT:
        problems.add(file.name, START, TOO_LONG, number=f"{LONGEST_TEXT:,}")
    if sum(len(part.paragraphs) for part in written.parts) > MOST_PARAGRAPHS:
        problems.add(file.name, START, TOO_MANY, most=f"{MOST_PARAGRAPHS:,}")
    return None if len(problems.found) > before else written


def own_copy(file: Path, course: Course) -> tuple[str, str]:
    """The language and the words of a learner's own copy of the text that a course teaches.

    Raises `ContentError` where it is not that text, and `OSError`.
    """
    problems = Problems()
    written = read_file(file.resolve(strict=True), problems)
    if written is None or fit(written, course, file.name, problems) is None:
        raise ContentError(problems.sorted())
    return language_of(written), written.text


def tells_of(text: str, course: Course) -> bool:
    """False for a text that has next to none of the course's terms, as another one would."""
    known = Mentions(course.glossary)
    return len(course.glossary) < ENOUGH_TERMS or (
        len(known.find(text)) >= LEAST_TERMS * len(course.glossary)
    )


def language_of(written: Written) -> str:
    """The language that a text is in, by its letters."""
    kana = len(re.findall("[ぁ-ヺ]", written.text))
    return "ja" if 4 * kana > len(re.findall("[A-Za-z]", written.text)) else "en"


def fit(written: Written, course: Course, name: str, problems: Problems) -> Sequence[Part] | None:
    """A part for each section of the course; None, and why, where there are other paragraphs.

    What stands before the first heading may be left out; short lines may be headings without a
    mark; and where the paragraphs are as many as the course's, other headings don't matter.
    """
    wanted = [section.paragraphs for section in course.sections]
    ways = [way for parts in (written.parts, _unmarked(written)) for way in (parts, _headed(parts))]
    for parts in ways:
        if [len(part.paragraphs) for part in parts] == wanted:
            return parts
    every = [text for part in written.parts for text in part.paragraphs]
    if len(every) == sum(wanted):
        ends = list(accumulate(wanted))
        return [Part(1, "", every[end - n : end]) for end, n in zip(ends, wanted, strict=True)]
    _note_other(max(ways, key=lambda parts: len(parts) == len(wanted)), course, name, problems)
    return None


def _headed(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts but one without a heading before the others."""
    return tuple(part for place, part in enumerate(parts) if place or part.heading)


def _unmarked(written: Written) -> tuple[Part, ...]:
    return _written(written.text, lambda lines: _heading(lines) or _short(lines)).parts


def _note_other(parts: Sequence[Part], course: Course, name: str, problems: Problems) -> None:
    """Tell where a text is another one than the course's."""
    wanted = [section.paragraphs for section in course.sections]
    if len(parts) != len(wanted):
        count = sum(len(part.paragraphs) for part in parts)
        values = {"found": len(parts), "paragraphs": count, "wanted": len(wanted)}
        problems.add(name, START, OTHER_SECTIONS, **values, all=sum(wanted))
        return
    for part, section in zip(parts, course.sections, strict=True):
        if len(part.paragraphs) != section.paragraphs:
            counts = {"found": len(part.paragraphs), "wanted": section.paragraphs}
            number = course.numbers[section.id]
            problems.add(name, (part.line, 1), OTHER_PARAGRAPHS, number=number, **counts)


Heads = Callable[[Sequence[str]], tuple[int, str] | None]
"""The level and the words of a heading that a block of lines begins with, if it does."""


def _written(text: str, heads: Heads) -> Written:
    """The title and the sections of a text; what stands before a heading is one, too."""
    title, parts = "", [Part(1, "", [])]
    for line, block in _blocks(text):
        lines = list(block)
        while lines and (heading := heads(lines)):
            level, words = heading
            if level == 1 and not title:
                title = words
            else:
                parts.append(Part(line + len(block) - len(lines), words, []))
            del lines[0]
        if paragraph := joined(lines):
            parts[-1].paragraphs.append(_COUNTED.sub("", paragraph, count=1))
    return Written(text, title, tuple(part for part in parts if part.paragraphs))


def _blocks(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The blocks between empty lines, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip() and not _RULE.fullmatch(line.strip()):
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _heading(lines: Sequence[str]) -> tuple[int, str] | None:
    found = _HEADING.fullmatch(lines[0])
    return (len(found[1]), found[2]) if found else None


def _short(lines: Sequence[str]) -> tuple[int, str] | None:
    """A line by itself that is no sentence."""
    (line, *more) = lines
    heads = not more and len(line) <= LONGEST_HEADING and not line.endswith(_ENDS)
    return (2, line) if heads else None


def joined(lines: Sequence[str]) -> str:
    """The lines of a paragraph as one; Japanese has no space where a line ended."""
    text = ""
    for line in lines:
        spaced = text[-1:].isascii() and line[:1].isascii()
        text += (" " if text and line and spaced else "") + line
    return text


def unnumbered(heading: str) -> str:
    """A heading without its number: taiwa tells that beside it."""
    return _NUMBER.sub("", heading, count=1) if _NUMBER.match(heading) else heading
