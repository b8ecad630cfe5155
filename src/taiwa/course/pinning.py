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
from taiwa.course.problems import LIGHT, SHEETS, Mark, Places
from taiwa.errors import N_, TaiwaError

WIDE_SPACE = "\u3000"

UNUSUAL = N_(
    "The ids that taiwa made can't be written into the files of {path} as they are: give each"
    " entry an id of its own."
)


def pin(folder: Path, course: Course, places: Places) -> int:
    """Write every id that was made into its file; tells how many. Those of tables stay made.

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
    return sum(file in files for file, _, _ in places.made)


def _other_files(_: str, names: Sequence[str]) -> list[str]:
    return [name for name in names if not name.endswith((".yaml", LIGHT, *SHEETS))]


def _files(folder: Path, places: Places) -> Iterator[tuple[str, str]]:
    """The files that get ids, each with its new text."""
    for name in dict.fromkeys(file for file, _, _ in places.made if file not in SHEETS):
        made = sorted(((mark, id) for file, mark, id in places.made if file == name), reverse=True)
        lines = (folder / name).read_bytes().decode("utf-8").splitlines(keepends=True)
        for mark, id in made:
            _write(lines, mark, id, name.removesuffix(LIGHT) if name.endswith(LIGHT) else None)
        yield name, "".join(lines)


def _write(lines: list[str], mark: Mark, id: str, section: str | None) -> None:
    """Put an id where an entry begins; `section` is that of a question in the light form."""
    line, place = lines[mark[0] - 1], mark[1] - 1
    if section is not None:
        signs = len(line[place:]) - len(line[place:].lstrip("#＃"))
        short, place = id.removeprefix(f"{section}."), place + signs
        word = id if "." in short or short in KNOWN else short
        made = f"{line[:place]} {word} {line[place:].lstrip(' ' + WIDE_SPACE)}"
    elif line[place : place + 1] == "{":
        made = f"{line[: place + 1]}id: {id}, {line[place + 1 :].lstrip(' ')}"
    else:
        end = line[len(line.rstrip("\r\n")) :]
        made = f"{line[:place]}id: {id}{end}{' ' * place}{line[place:]}"
    lines[mark[0] - 1] = made
