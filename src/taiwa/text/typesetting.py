"""Readings and line breaks of Japanese and English text, for every front end.

A paragraph is set in three stages. `_atoms` cuts it into atoms, the pieces that no line break may
part, each with the cost of ending a line after it: the rules of kinsoku shori (JIS X 4051; W3C
JLREQ 3.1) are the expression `ATOM`, the costs come from BudouX phrases. `_choose` picks the
breaks of least total cost over the paragraph (after Knuth and Plass, ragged right). `_lay_out`
makes each line, and above it the row of readings, aligned cell by cell.

Readings are marked `{漢字|かんじ}`. Offsets always count characters of the text without markup.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise, repeat
from math import inf
from operator import add
from typing import NamedTuple

from msgspec import Struct

from taiwa.text.cells import cells, cells_of_each, clean, pad
from taiwa.text.readings import READING, plain

__all__ = ["Line", "cells", "clean", "inline", "pad", "plain", "typeset"]


def inline(marked: str, show: Callable[[str], bool] = lambda base: True) -> str:
    """The text with readings behind their base, 漢字(かんじ), where `show(base)`."""
    return READING.sub(lambda m: f"{m[1]}({m[2]})" if show(m[1]) else m[1], marked)


class Line(Struct, frozen=True):
    """One line as set: `text`, and `ruby` to draw above it, as wide, or "" without readings.

    It holds the characters `start` to `end` of the plain text. The spaces that were added, the
    indent and those around a base narrower than its reading, are in `text` alone: `at` knows.
    """

    text: str
    ruby: str
    start: int
    end: int
    added: tuple[tuple[int, int], ...] = ()  # (offset, number of spaces added before it)

    def at(self, offset: int) -> int:
        """The index in `text` of the character at an offset of the plain text."""
        return offset - self.start + sum(n for place, n in self.added if place <= offset)


class _Ruby(NamedTuple):
    start: int
    end: int
    reading: str
    hung: int  # cells of it above the character before its base
    before: int  # spaces before, between and after the characters of a base that is narrower
    between: int
    after: int


class _Paragraph(Struct):
    text: str
    rubies: list[_Ruby]  # the readings to be drawn
    columns: list[int]  # where each character begins and the last ends, were it one line
    heads: list[int]  # where a line would that begins with it: there, no reading is hung
    solid: set[int]  # where no line may begin: within a base or a character as drawn


class _Atoms(Struct):
    """Pieces of a paragraph that no line break may part: a row of each list is one atom."""

    starts: list[int]
    inks: list[int]  # where the spaces that end the atom begin
    costs: list[float]  # of ending a line with it


def typeset(
    marked: str,
    width: int,
    *,
    furigana: Callable[[str], bool] | None = None,
    indent: int = 0,
    verbatim: bool = False,
) -> list[Line]:
    """Text set in lines of at most `width` cells; a newline begins a paragraph.

    `furigana` tells by its base whether a reading is drawn above; None draws none, and one wider
    than a line is never drawn. Every line of a paragraph but its first is indented, by half of
    the width at most. A width below 2 counts as 2, so that a wide character always fits. In
    a `verbatim` text, which nobody wrote as markup, braces are only braces.
    """
    width = max(width, 2)
    indent = max(0, min(indent, width // 2, width - 2))
    lines = list[Line]()
    offset = 0
    for written in marked.split("\n"):
        pieces = [written] if verbatim else READING.split(written)
        paragraph = _measured(pieces, width - indent, furigana)
        atoms = _atoms(paragraph, width, width - indent)
        for first, last in pairwise(_choose(atoms, paragraph, width, width - indent)):
            start, end = atoms.starts[first], atoms.inks[last - 1]
            lines.append(_lay_out(paragraph, start, end, indent if first else 0, offset))
        offset += len(paragraph.text) + 1
    return lines


def _measured(
    pieces: Sequence[str], room: int, furigana: Callable[[str], bool] | None
) -> _Paragraph:
    """A paragraph from its pieces: text, and then base, reading, text in turn."""
    text, drawn = pieces[0], dict[int, tuple[int, str]]()
    for base, reading, next_ in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        fits = cells(base[0]) and max(cells(base), cells(reading)) <= room
        if fits and furigana and furigana(base):
            drawn[len(text)] = len(text) + len(base), reading
        text += base + next_
    widths = cells_of_each(text)
    solid = {i for i, width in enumerate(widths) if not width}
    rubies, free = list[_Ruby](), 0  # from there on nothing stands above the text
    for start, (end, reading) in drawn.items():
        wider = max(0, cells(reading) - cells(text[start:end]))
        hangs = wider > 0 and cells(reading) + 2 <= room
        hung = int(hangs and wider > 1 and free < start and _bears(text[start - 1]))
        over = int(hangs and end not in drawn and _bears(text[end : end + 1]))
        gaps = sum(map(bool, widths[start:end])) - 1
        before, after = wider // 2 - hung, wider - wider // 2 - over
        if between := int(gaps > 0 and before > gaps // 2 and after > gaps - gaps // 2):
            before, after = before - gaps // 2, after - gaps + gaps // 2
        rubies.append(_Ruby(start, end, reading, hung, before, between, after))
        widths[end - 1] += wider - hung - over
        solid.update(range(start + 1, free := end + over))
    columns = list(accumulate(widths, initial=0))
    heads = columns.copy()
    for ruby in rubies:
        heads[ruby.start] -= ruby.hung
    return _Paragraph(text, rubies, columns, heads, solid)


def _bears(character: str) -> bool:
    """True if a reading may hang over half of a character that has none (JIS X 4051)."""
    return "ぁ" <= character <= "ゖ" or character in tuple("、。「」『』（）")


# --- Stage 1: atoms -------------------------------------------------------------------------------

BLANK = " \t\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
NO_END = "「『（【〈《〔［｛〘〖｟｢“‘«([{※"  # never at the end of a line
NO_START = (  # never at the start of a line
    "、。，．・：；？！‼⁇⁈⁉」』）】〉》〕］｝〙〗｠”’»｣､｡･…‥％‰℃°′″〜～゠゛゜／"
    "ーｰゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "ｧｨｩｪｫｬｭｮｯﾞﾟ)]},.:;!?%‐-"
)
OPEN, CLOSE = re.escape(NO_END) + "①-⑳", re.escape(NO_START)
DASH, LETTER = "–—―─", r"[^\W\d_]"
ATOM = rf"""
    (?: ^[{BLANK}]+ )?                                      # what indents a paragraph
    (?: [{OPEN}] | [第約￥＄№](?=\d) )*
    (?: [ぁ-ヿ]                                             # told at once, being so many
      | (?: (?:(?![{OPEN}{DASH}…‥‐{BLANK}-])[!-ჿሀ-⹿ﬀ-﷿])++  # a Latin word or a number
          | \d                                              # in full width, too
          | (?<=\d) [–＋−×／．，：〜～万億兆] (?=\d)        # 2＋2
          | (?<!{LETTER}|\.) [‐-] | [‐-] (?!{LETTER})       # F-35, but Euro-|Atlantic
          | [(\[{{] (?=\w)                                  # word(s)
        )++ [—–]*
        (?: (?<=\d) [万億兆]*                               # and what it counts: 32か国
            (?: [かカヵヶケ][国月所年条] | 世紀 | [年時][代間度] | [ァ-ヶー]+ | {LETTER} )? )?
      | [{DASH}]+ | [🇦-🇿]{{2}} | (?s:.) )?
    (?: \([ぁ-ヺー]+\) )?  [{CLOSE}]*                        # 譲歩(じょうほ)
    (?: [ ] [—–] (?=[ ]) )?                                 # a spaced dash ends the line
    [{BLANK}]*
    """
UNIT = rf"[{OPEN}]*(?s:.)?[{CLOSE}]*[{BLANK}]*"
CHARACTER = r"(?s:.)"
KANJI = r"[^\W\d_A-Za-zぁ-ヿ]"  # a range of thousands would take long to compile
AFTER = rf"[的性化力者間] | {KANJI}(?!{KANJI})"
WORD = rf"\W | (?: {KANJI}{{2}}(?:{AFTER})? | [ァ-ヿ]+ | (?s:.) )[ぁ-ゟ]*"  # by their script

# A cost of 36 is as bad as to leave 6 cells empty; one of 400, within a phrase, as 20. A finer
# rule is for what is wider than a line.
BREAK_COSTS = ((ATOM, 0), (UNIT, 500), (CHARACTER, 5000))
IN_PHRASE, IN_WORD, WORD_END, HYPHEN, NUMBER = 400, 200, 20, 10, 30


@cache
def _compiled(rule: str) -> re.Pattern[str]:
    """A rule as it is used, compiled at its first use: all take as long as reading a course."""
    return re.compile(rule, re.VERBOSE)


def _atoms(paragraph: _Paragraph, width: int, room: int) -> _Atoms:
    """The paragraph in pieces of at most `room` cells; whole, if it fits in one line."""
    text, columns, heads = paragraph.text, paragraph.columns, paragraph.heads
    if columns[-1] <= width:
        return _Atoms([0], [len(text.rstrip(BLANK))], [0])
    costs = list(_phrase_costs(text)) if max(text) > "\u2e80" else [0.0] * len(text)
    for place in {p for ruby in paragraph.rubies for p in (ruby.start, ruby.end)} - {len(text)}:
        if not "ぁ" <= text[place] <= "ゟ":  # what has a reading is a word, with its ending
            costs[place] = min(costs[place], WORD_END)
    atoms = _Atoms([], [], [])
    start = 0
    for ink, end, split in _ends(paragraph, room, 0, len(text)):
        atoms.starts.append(start)
        atoms.inks.append(ink)
        atoms.costs.append(split + _cost(text, ink, end, costs))
        start = end
    last = atoms.starts[-1]
    fits = len(atoms.starts) > 1 and columns[atoms.inks[-1]] - heads[atoms.starts[-2]] <= room
    alone = _compiled(UNIT).fullmatch(text, last)  # one character, on the last line
    if fits and alone:
        del atoms.starts[-1], atoms.inks[-2], atoms.costs[-2]
    return atoms


def _ends(
    paragraph: _Paragraph, room: int, start: int, end: int, level: int = 0, cost: int = 0
) -> Iterator[tuple[int, int, int]]:
    """Ink, end and splitting cost of the atoms from `start` to `end`, of the last one `cost`."""
    text, columns, solid = paragraph.text, paragraph.columns, paragraph.solid
    rule, split = BREAK_COSTS[level]
    stop = start
    for piece in _compiled(rule).findall(text, start, end):
        stop += len(piece)
        if not piece or (stop in solid and stop < end):
            continue
        ink = stop
        while ink > start and text[ink - 1] in BLANK:
            ink -= 1
        here = split if stop < end else cost
        if columns[ink] - paragraph.heads[start] > room and level + 1 < len(BREAK_COSTS):
            yield from _ends(paragraph, room, start, stop, level + 1, here)
        else:
            yield ink, stop, here
        start = stop


def _cost(text: str, ink: int, end: int, costs: Sequence[float]) -> float:
    """Of ending a line between the ink of an atom and the next one at `end`."""
    if end == len(text):
        return 0
    if ink < end:
        return NUMBER if text[ink - 1].isdigit() or text[end].isdigit() else 0
    return HYPHEN if text[end - 1] in "‐-–—" else costs[end]


@lru_cache(maxsize=256)
def _phrase_costs(text: str) -> list[float]:
    """Of ending a line before each character of Japanese text: little where a phrase ends.

    The scores are those of BudouX's `Parser.parse`, whose loop takes twice as long and keeps
    only their sign. Within a phrase it tells little; there, words are guessed by their script.
    """
    tables, base = _phrase_model()
    singles = list(f"\0\0\0{text}\0\0")  # a list, as its strings keep their hash
    pairs = list(map(add, singles, singles[1:]))
    triples = list(map(add, pairs, singles[2:]))
    grams = [singles[i:] for i in range(6)] + [pairs[i:] for i in range(1, 4)]
    grams += [triples[i:] for i in range(4)]
    found = (map(table.get, gram, repeat(0)) for table, gram in zip(tables, grams, strict=True))
    scores = map(sum, zip(repeat(base), *found, strict=False))
    words = set(accumulate(map(len, _compiled(WORD).findall(text))))
    return [
        (20 - score / 50 if score < 1000 else 0) + (0 if place in words else 10)
        if score > 0
        else IN_PHRASE + 30 - max(score, -600) / 20 + (0 if place in words else IN_WORD)
        for place, score in enumerate(scores)
    ]


@cache
def _phrase_model() -> tuple[list[dict[str, int]], float]:
    """BudouX's tables, 6 of characters, 3 of pairs, 4 of triples by their place, and its base."""
    from budoux import load_default_japanese_parser

    model = load_default_japanese_parser().model
    names = [f"{kind}{i + 1}" for kind, n in (("UW", 6), ("BW", 3), ("TW", 4)) for i in range(n)]
    total = sum(sum(table.values()) for table in model.values())
    return [model.get(name, {}) for name in names], -total / 2


# --- Stage 2: breaks ------------------------------------------------------------------------------

SLACK, RUNT = 20, 8  # cells


def _choose(atoms: _Atoms, paragraph: _Paragraph, width: int, room: int) -> list[int]:
    """The atoms that begin lines, and at last the number of atoms; of least total cost.

    A line costs its empty cells squared and its break, the last one what it is short of RUNT.
    Weighed are lines within SLACK cells of the fullest, and of these an emptier one only if its
    break costs no more, so that the time grows with the text alone.
    """
    begins = [paragraph.heads[start] for start in atoms.starts]
    inks = [paragraph.columns[ink] for ink in atoms.inks]
    costs, count, slack = atoms.costs, len(inks), min(SLACK, room // 2)
    best, previous = [0.0] + [inf] * count, [0] * (count + 1)
    for first in range(count):
        if best[first] == inf:
            continue
        limit = begins[first] + (room if first else width)
        end = bisect_right(inks, limit, first)
        shortest, cheapest = inks[end - 1] - slack, inf
        while end > first and inks[end - 1] >= shortest:
            if costs[end - 1] <= cheapest:
                cheapest = costs[end - 1]
                empty = limit - inks[end - 1]
                if end == count:
                    empty = max(0, RUNT + begins[first] - inks[-1])
                total = best[first] + empty * empty + cheapest
                if total < best[end]:
                    best[end], previous[end] = total, first
            end -= 1
    breaks = [count]
    while breaks[-1]:
        breaks.append(previous[breaks[-1]])
    return breaks[::-1]


# --- Stage 3: lines -------------------------------------------------------------------------------


def _lay_out(paragraph: _Paragraph, start: int, end: int, indent: int, offset: int) -> Line:
    """The line of the characters `start` to `end`; the paragraph itself begins at `offset`."""
    text, above = "", ""
    added = list[tuple[int, int]]()

    def put(characters: str, place: int, spaces: int = 0) -> None:
        nonlocal text
        text += " " * spaces + characters
        if spaces:
            added.append((offset + place, spaces))

    put("", start, indent)
    done = start
    for ruby in paragraph.rubies:
        if start <= ruby.start < end:
            put(paragraph.text[done : ruby.start], done)
            hung = ruby.hung if ruby.start > start else 0
            base = paragraph.text[ruby.start : ruby.end]
            place = cells(text) - hung + max(0, cells(base) - cells(ruby.reading)) // 2
            above += " " * (place - cells(above)) + ruby.reading
            put(base[0], ruby.start, ruby.before + ruby.hung - hung)
            for at, character in enumerate(base[1:], ruby.start + 1):
                put(character, at, ruby.between if cells(character) else 0)
            put("", ruby.end, ruby.after)
            done = ruby.end
    put(paragraph.text[done:end], done)
    if above:
        above += " " * (cells(text) - cells(above))
    return Line(text, above, offset + start, offset + end, tuple(added))
