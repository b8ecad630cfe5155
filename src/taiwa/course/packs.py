"""A course as one file to hand out, and courses added to a learner's machine.

Beside the shipped course stand those that were added, each in a folder `courses/ID/content` of the
data folder. A pack is a zip file of the texts that taiwa reads of a course. Whoever made it is not
trusted: it is read within the bounds of a course folder, and nothing but such texts comes out.
"""

import fnmatch
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

from taiwa import paths
from taiwa.course.course import Course
from taiwa.course.loading import MAX_ALL, MAX_BYTES, load_course
from taiwa.course.problems import OUTLINE, SHEETS
from taiwa.errors import N_, TaiwaError, UsageError

PACK = ".taiwa"
TEXTS = (
    *("*.yaml", "*.questions.md", "essay.*.md", *SHEETS),
    *("ids.lock", "fingerprint.txt", "LICENSE*", "README*"),
)
"""The names of what a pack holds."""
MOST_FILES = 500
_SAME_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can tell: equal courses give equal packs."""

NO_PACK = N_(
    "{path} is neither a course folder nor a pack: name the folder, or a file that ends in .taiwa."
)
CUT_OFF = N_("{path} is cut off or damaged: copy or download it once more.")
TOO_LARGE = N_(
    "{path} holds more than a course may ({most} files, {bytes} bytes in all): divide it into"
    " several."
)
OF_TAIWA = N_("'{id}' is the id of the course that comes with taiwa: give yours another id.")
NOT_ADDED = N_("There is no added course '{id}'. Those that were added are: {known}.")
NONE_ADDED = N_("There is no added course '{id}': none has been added yet.")


def pack(folder: Path) -> tuple[Course, bytes]:
    """A course and the file to hand out. Raises `ContentError` where it can't be taught from."""
    course = load_course(folder)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in sorted(_of_folder(folder)):
            archive.writestr(zipfile.ZipInfo(name, _SAME_TIME), raw, zipfile.ZIP_DEFLATED)
    return course, written.getvalue()


def add(data: Path, source: Path) -> Course:
    """Add the course in a folder or a pack, or bring one that was added up to date.

    Its record stays as it is. Raises `ContentError` where it can't be taught from, `TaiwaError`
    where `source` is no course at all, and `OSError`.
    """
    files = dict(_of_folder(source) if source.is_dir() else _of_pack(source))
    with _scratch(data / paths.COURSES) as scratch:
        fresh = scratch / paths.CONTENT
        fresh.mkdir()
        for name, raw in files.items():
            (fresh / name).write_bytes(raw)
        course = load_course(fresh)
        if course.id == paths.shipped_id():
            raise TaiwaError(OF_TAIWA, id=course.id)
        place = data / paths.COURSES / course.id / paths.CONTENT
        paths.own_folder(place.parent)
        if place.exists():
            place.replace(scratch / "before")
        fresh.replace(place)
    return course


def is_of(file: Path, id: str) -> bool:
    """True for a pack of the course with this id."""
    try:
        with opened(file) as folder:
            return folder != file and paths.course_id(folder) == id
    except TaiwaError:
        return False


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of a course, or one made of what a pack holds while it is looked at.

    Raises `TaiwaError` for a file that is no pack, and `OSError`.
    """
    if not path.is_file() or _is_text(path.name):
        yield path
        return
    with TemporaryDirectory() as folder:
        for name, raw in _of_pack(path):
            (Path(folder) / name).write_bytes(raw)
        yield Path(folder)


def remove(data: Path, id: str) -> None:
    """Take an added course away; every learner's record of it stays.

    Raises `UsageError` where there is none, and `OSError`.
    """
    known = paths.added(data)
    if id not in known:
        raise UsageError(NOT_ADDED if known else NONE_ADDED, id=id, known=tuple(known))
    with _scratch(data / paths.COURSES) as scratch:
        known[id].replace(scratch / "before")  # whole, however this ends
    with suppress(OSError):
        known[id].parent.rmdir()  # unless there is a record in it


@contextmanager
def _scratch(shelf: Path) -> Iterator[Path]:
    """A folder beside the courses to make or unmake one in; what killed programs left goes."""
    paths.own_folder(shelf)
    with TemporaryDirectory(prefix="added.", suffix=paths.PART, dir=shelf) as folder:
        paths.clear_away(shelf.glob(f"added.*{paths.PART}"), Path(folder))
        yield Path(folder)


def _of_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of what a pack holds of a folder; what lies outside it is left out."""
    for path in folder.iterdir():
        inside = path.resolve().parent == folder.resolve()
        if _is_text(path.name) and path.is_file() and inside:
            with path.open("rb") as opened:
                yield path.name, opened.read(MAX_BYTES + 1)  # too long is told when it is loaded


def _of_pack(file: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of what a pack holds; a folder around it, as some programs put, is no matter.

    Raises `TaiwaError` for what is no pack.
    """
    if file.exists() and not file.is_file():  # a pipe has no end to begin at
        raise TaiwaError(NO_PACK, path=file)
    try:
        with zipfile.ZipFile(file) as archive:
            yield from _entries(archive, file)
    except (NotImplementedError, RuntimeError) as error:  # packed otherwise, or with a password
        raise TaiwaError(NO_PACK, path=file) from error
    except (zipfile.BadZipFile, EOFError, zlib.error) as error:
        with file.open("rb") as opened:
            begun = file.suffix == PACK or opened.read(2) == b"PK"  # as every pack
        raise TaiwaError(CUT_OFF if begun else NO_PACK, path=file) from error


def _entries(archive: zipfile.ZipFile, file: Path) -> Iterator[tuple[str, bytes]]:
    outlines = [each for each in archive.namelist() if PurePosixPath(each).name == OUTLINE]
    if len(outlines) != 1:
        raise TaiwaError(NO_PACK, path=file)
    folder, left = PurePosixPath(outlines[0]).parent, MAX_ALL
    inside = (each for each in archive.infolist() if PurePosixPath(each.filename).parent == folder)
    for number, entry in enumerate(inside):
        name = PurePosixPath(entry.filename).name
        if not _is_text(name):
            continue
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise TaiwaError(NO_PACK, path=file)
        with archive.open(entry) as opened:
            raw = opened.read(min(MAX_BYTES, left) + 1)  # whatever size it says it has
        left -= len(raw)
        if left < 0 or number >= MOST_FILES:
            raise TaiwaError(TOO_LARGE, path=file, most=MOST_FILES, bytes=f"{MAX_ALL:,}")
        yield name, raw


def _is_text(name: str) -> bool:
    """True for the name of what a pack holds, which no system takes for a path."""
    named = any(fnmatch.fnmatchcase(name, pattern) for pattern in TEXTS)
    return named and PureWindowsPath(name).name == name
