"""Terms and events from a table, `glossary.csv` and `timeline.csv`, as trees like those of YAML.

The first row names the columns, such as `ja`, `en`, `reading`, `definition_ja`. Where several
values stand in a cell, they have semicolons or line ends between them. A place is a row and a
column of the table, both from 1.
"""

import csv
import re
from collections.abc import Mapping
from io import StringIO
from typing import NamedTuple

from taiwa.course.companions import LANGUAGES
from taiwa.course.fields import MOST_ENTRIES, Tree
from taiwa.course.problems import GLOSSARY_SHEET, START, TIMELINE_SHEET, Mark, Problems
from taiwa.course.yaml_source import Listed, Mapped
from taiwa.errors import N_

_HOLDS: Mapping[str, tuple[str, str]] = {
    GLOSSARY_SHEET: ("terms", "term"),
    TIMELINE_SHEET: ("events", "text"),
}
"""The entries of a table by its file's name, and the key of its columns `ja` and `en`."""

NO_COLUMN = N_("there is no column '{name}' here; the columns are: {known}")
TOO_MANY_CELLS = N_("row {row} has more cells than there are columns: quote a text with a comma")
NO_TABLE = N_("not a table in CSV: {reason}")
TOO_MANY_ROWS = N_("a table may have {most} rows")

_FLAGS = ("own", "essay", "disputed")
_SAID = {
    "true": ("true", "yes", "y", "1", "x", "✓", "○", "〇", "はい"),
    "false": ("false", "no", "n", "0", "×", "いいえ"),
}
_FLAG = {way: value for value, ways in _SAID.items() for way in ways}
"""True and false as people write them in a cell."""
_WRAPPED = re.compile(r"(?<=[^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])")
"""An end of a line inside Japanese, which has no space there."""
_LISTS = ("sections", "reading", "also_ja", "also_en")
_TEXTS = {"terms": ("definition", "example"), "events": ("place", "note")}
_WORDS = {
    "terms": ("id", "reading", "abbreviation", "sections", "own", "also_ja", "also_en"),
    "events": ("id", "date", "sections", "essay", "disputed"),
}


class Column(NamedTuple):
    """The key of a column, and its language where it has one."""

    key: str
    language: str


def parse_sheet(text: str, file: str, problems: Problems) -> Tree | None:
    """The entries of a table, or None with its problems noted."""
    what, _ = _HOLDS[file]
    sign = _separator(text)
    found = Listed()
    columns: list[Column | None] = []
    try:
        for row, cells in enumerate(csv.reader(StringIO(text, ""), delimiter=sign, strict=True), 1):
            if row == 1:
                columns = [
                    _column(cell, (1, place), file, problems) for place, cell in enumerate(cells, 1)
                ]
            elif any(map(str.strip, cells)):
                if len(cells) > len(columns):
                    problems.add(file, (row, len(columns) + 1), TOO_MANY_CELLS, row=row)
                found.append(_entry(cells, columns, row))
                found.marks.append((row, 1))
            if len(found) > MOST_ENTRIES:
                problems.add(file, (row, 1), TOO_MANY_ROWS, most=f"{MOST_ENTRIES:,}")
                return None
    except csv.Error as error:
        problems.add(file, (len(found) + 2, 1), NO_TABLE, reason=str(error))
        return None
    tree = Mapped()
    tree[what], tree.marks[what] = found, START
    return tree


def with_ids(text: str, ids: Mapping[int, str]) -> str:
    """A table that can be read, with an id in each of these rows; what is not changed stays."""
    lines, sign = list(StringIO(text, "")), _separator(text)
    reader = csv.reader(lines, delimiter=sign, strict=True)
    told: list[str] = []
    place = begun = 0
    for row, cells in enumerate(reader, 1):
        whole, begun = "".join(lines[begun : reader.line_num]), reader.line_num
        if row == 1:
            names = [cell.strip("\ufeff ").lower() for cell in cells]
            place = names.index("id") if "id" in names else len(names)
            added = "id" if place == len(names) else ""
        else:
            added = ids.get(row, "")
        told.append(_with_cell(whole, cells, place, added, sign) if added else whole)
    return "".join(told)


def _with_cell(row: str, cells: list[str], place: int, value: str, sign: str) -> str:
    cells = cells + [""] * (place + 1 - len(cells))
    cells[place] = value
    made = StringIO()
    end = row[len(row.rstrip("\r\n")) :]
    csv.writer(made, delimiter=sign, lineterminator=end).writerow(cells)
    return made.getvalue()


def _separator(text: str) -> str:
    """The sign between the columns: that of which the first line has most."""
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def columns(file: str) -> dict[str, Column]:
    """The columns that a table may have, by name."""
    what, named = _HOLDS[file]
    known = {language: Column(named, language) for language in LANGUAGES}
    known |= {each: Column(*_split(each)) for each in _WORDS[what]}
    return known | {f"{key}_{x}": Column(key, x) for key in _TEXTS[what] for x in LANGUAGES}


def _column(cell: str, mark: Mark, file: str, problems: Problems) -> Column | None:
    name, known = cell.strip().lower(), columns(file)
    if name and name not in known:
        near = problems.nearest(name, known)
        problems.add(file, mark, NO_COLUMN, near, name=name, known=tuple(known))
    return known.get(name)


def _split(name: str) -> tuple[str, str]:
    key, _, language = name.partition("_")
    return key, language


def _entry(cells: list[str], columns: list[Column | None], row: int) -> Mapped:
    """A row as a mapping; an empty cell says nothing."""
    entry = Mapped()
    for place, (cell, column) in enumerate(zip(cells, columns, strict=False), 1):
        if column is None or not cell.strip():
            continue
        mark, tree = (row, place), entry
        key, language = column
        if language:
            if key not in entry:
                entry[key], entry.marks[key] = Mapped(), mark
            tree, key = entry[key], language
        name = f"{column.key}_{language}".rstrip("_")
        tree[key], tree.marks[key] = _value(cell, name, mark), mark
    return entry


def _value(cell: str, name: str, mark: Mark) -> Tree:
    """A text on one line, or a list of them."""
    if name not in _LISTS:
        line = " ".join(_WRAPPED.sub("", cell).split())
        return _FLAG.get(line.lower(), line) if name in _FLAGS else line
    values = [each.strip() for each in cell.replace("；", ";").replace("\n", ";").split(";")]
    listed = Listed()
    listed.extend(each for each in values if each)
    listed.marks = [mark] * len(listed)
    return listed
