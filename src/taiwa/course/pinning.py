"""Ids that were made of a text or a place, written out in the files: no edit changes them then.

An id is made of the first words of a text, or of a step's place in its lesson. Once learners have
a course, their memory hangs on it, and so it is written where an author would write it.
"""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from taiwa import paths
from taiwa.course.course import Course
from taiwa.course.light import KNOWN
from taiwa.course.loading import load_course
from taiwa.course.problems import LIGHT, SHEETS, Places
from taiwa.course.sheets import with_ids
from taiwa.errors import N_, TaiwaError

WIDE_SPACE = "\u3000"

UNUSUAL = N_(
    "The ids that taiwa made can't be written into the files of {path} as they are: give each"
    " entry an id of its own."
)


def pin(folder: Path, course: Course, places: Places) -> int:
    """Write every id that was made into its file; tells how many. A table gets a column for them.

    Raises `TaiwaError` where the course would be another one with them: nothing is written then.
    """
    files = dict(_files(folder, places))
    with TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        shutil.copytree(folder, copy, ignore=_other_files)
        for name, text in files.items():
            (copy / name).write_text(text, encoding="utf-8", newline="")
        if load_course(copy) != course:
            raise TaiwaError(UNUSUAL, path=folder)
    for name, text in files.items():
        paths.write_whole(folder / name, text.encode())
    return len(places.made)


def _other_files(_: str, names: Sequence[str]) -> list[str]:
    return [name for name in names if not name.endswith((".yaml", LIGHT, *SHEETS))]


def _files(folder: Path, places: Places) -> Iterator[tuple[str, str]]:
    """The files that get ids, each with its new text."""
    for name in dict.fromkeys(file for file, _, _ in places.made):
        made = sorted(((mark, id) for file, mark, id in places.made if file == name), reverse=True)
        text = (folder / name).read_bytes().decode("utf-8")
        if name in SHEETS:
            yield name, with_ids(text, {row: id for (row, _), id in made})
            continue
        lines = text.splitlines(keepends=True)
        for mark, id in made:
            lines[mark[0] - 1] = _with_id(lines[mark[0] - 1], mark[1] - 1, id, name)
        yield name, "".join(lines)


def _with_id(line: str, place: int, id: str, file: str) -> str:
    """A line of a file with an id in it, where an entry begins at this place."""
    before, entry = line[:place], line[place:]
    if file.endswith(LIGHT):
        text = entry.lstrip("#＃")
        short, signs = id.removeprefix(f"{file.removesuffix(LIGHT)}."), entry.removesuffix(text)
        word = id if "." in short or short in KNOWN else short
        return f"{before}{signs} {word} {text.lstrip(' ' + WIDE_SPACE)}"
    if entry.startswith("{"):
        return f"{before}{{id: {id}, {entry[1:].lstrip(' ')}"
    end = line[len(line.rstrip("\r\n")) :]
    return f"{before}id: {id}{end}{' ' * place}{entry}"
