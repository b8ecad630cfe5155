"""Every path in one place, and files written whole. `TAIWA_HOME` moves the data folder."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from taiwa.errors import N_, StoreError

NO_HOME = N_("There is no home folder to keep your progress in: name a folder in TAIWA_HOME.")

DATABASE = "progress.db"
COURSES, CONTENT, RECORD = "courses", "content", "record"
ESSAY = "essay"
CHOSEN = "chosen"
"""The file in `courses` that names the course which opens by itself."""
PROFILES = "profiles"
PINS = "pins.csv"
BACKUPS = "backups"
CONVERSATIONS = "conversations"
CACHE = "cache"

PART, DAY = ".part", 86_400
"""The end of the name of a scratch folder, in which a file is being written; the seconds after
which, with nothing written to it, it is nobody's: nothing of ours is written for a whole day."""


def data_folder(environment: Mapping[str, str]) -> Path:
    """The folder of the learner's progress. Raises `StoreError` where there is no home for one."""
    folder = _own(environment, "user_data_dir")
    if folder is None:
        raise StoreError(NO_HOME)
    return folder


def record_of(folder: Path, course: str) -> Path:
    """The database of a course in a learner's folder: the data folder, or a profile's."""
    return folder / COURSES / course / RECORD / DATABASE


def essay_of(folder: Path, course: str) -> Path:
    """The folder of a learner's own copy of the text that a course teaches."""
    return folder / COURSES / course / ESSAY


def learner_of(db: Path) -> Path:
    """The learner's folder of a database: its own, where an earlier version has left it there."""
    return db.parents[3] if db.parent.name == RECORD else db.parent


def command(db: Path) -> str:
    """The words that start taiwa on the record `db`: with its profile and its course."""
    import shlex

    words, learner = ["taiwa"], learner_of(db)
    data = learner
    if learner.parent.name == PROFILES:
        words += ["--profile", learner.name]
        data = learner.parent.parent
    if learner != db.parent and db.parent.parent.name != chosen(data):
        words += ["--course", db.parent.parent.name]
    return shlex.join(words)


COURSE_ID = re.compile("[a-z0-9-]{1,40}")
"""A course's id, of which a folder is named."""
_ID = re.compile(rf"^id:[ \t]*[\"']?({COURSE_ID.pattern})[\"']?[ \t]*(#.*)?$", re.MULTILINE)


def course_id(content: Path) -> str | None:
    """The id of the course in a folder, for its record is found even if it can't be read."""
    try:
        found = _ID.search((content / "course.yaml").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return None
    return found[1] if found else None


def shipped_id() -> str:
    """The id of the course that comes with taiwa."""
    return course_id(shipped(CONTENT)) or CONTENT


def added(data: Path) -> dict[str, Path]:
    """The folders of the courses that were added to a data folder, by id."""
    found = sorted((data / COURSES).glob(f"*/{CONTENT}"))
    return {path.parent.name: path for path in found if COURSE_ID.fullmatch(path.parent.name)}


def courses(data: Path) -> dict[str, Path]:
    """The folders of all courses, by id: the shipped one, then those that were added."""
    return {shipped_id(): shipped(CONTENT), **added(data)}


def chosen(data: Path) -> str:
    """The id of the course that opens by itself: the added one chosen last, or the shipped one."""
    with suppress(OSError, UnicodeDecodeError):
        name = (data / COURSES / CHOSEN).read_text(encoding="utf-8").strip()
        if name in added(data):
            return name
    return shipped_id()


def choose(data: Path, course: str) -> None:
    """Let a course open by itself from now on. Raises `OSError`."""
    own_folder(data / COURSES)
    write_whole(data / COURSES / CHOSEN, f"{course}\n".encode())


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The folder of what can be made anew; safe to delete. The null device if there is no home."""
    folder = _own(environment, "user_cache_dir") or Path(os.devnull)
    return folder / CACHE if environment.get("TAIWA_HOME") else folder


def _own(environment: Mapping[str, str], usual: str) -> Path | None:
    """`TAIWA_HOME`, else what is usual on this platform; None where it knows no such home."""
    folder = environment.get("TAIWA_HOME")
    try:
        if not folder:
            import platformdirs

            folder = str(getattr(platformdirs, usual)("taiwa", appauthor=False))
        return Path(folder).expanduser()
    except RuntimeError:
        return None


def shipped(name: str) -> Path:
    """The folder `content` or `locales`: inside the installed package, else in the checkout."""
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent.parent / name


def keep_cached(file: Path, content: bytes) -> None:
    """Write a cache file; a folder that can't be written costs only time."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)


def write_whole(file: Path, content: bytes | Iterator[bytes]) -> None:
    """Write a file whole or not at all: one that was there stays until the new one is complete."""
    parts = [content] if isinstance(content, bytes) else content
    if file.exists() and not file.is_file():  # a device or a pipe is written to where it is
        with file.open("wb") as there:
            there.writelines(parts)
        return
    try:
        with replacing(file) as made, made.open("wb") as fresh:
            fresh.writelines(parts)
    except OSError as error:
        error.filename = str(file.resolve())  # the one that the learner knows
        raise


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A path to write to, whose file then takes the place of `file`, complete and on the disk.

    It is made in a folder of its own beside `file`, which nobody else can look into. Such folders
    that killed programs left there go, once nothing was written to them for a day.
    """
    from tempfile import TemporaryDirectory

    file = file.resolve()
    with TemporaryDirectory(
        prefix=f"{file.name}.", suffix=PART, dir=file.parent, ignore_cleanup_errors=True
    ) as folder:
        left = re.compile(re.escape(f"{file.name}.") + "[a-z0-9_]{8}" + re.escape(PART))
        clear_away(
            (other for other in file.parent.iterdir() if left.fullmatch(other.name)), Path(folder)
        )
        made = Path(folder) / file.name
        yield made
        with made.open("rb+") as written:
            os.fsync(written.fileno())
        made.replace(file)


def clear_away(left: Iterable[Path], fresh: Path) -> None:
    """Remove those of the files and folders `left` that are a day older than `fresh`."""
    import shutil

    now = fresh.stat().st_mtime
    for path in left:
        with suppress(OSError):  # another program may have been faster
            if now - path.stat().st_mtime > DAY:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def unused(file: Path) -> Path:
    """A fresh empty file of this name, or of it and a number where that is taken."""
    fresh, number = file, 1
    while True:
        try:
            fresh.touch(0o600, exist_ok=False)
            return fresh
        except FileExistsError:
            number += 1
            fresh = file.with_stem(f"{file.stem} {number}")


def own_folder(folder: Path) -> None:
    """Make a folder, with those above it that are missing, into which only its owner can look."""
    if not folder.is_dir():
        own_folder(folder.parent)
        folder.mkdir(0o700, exist_ok=True)


def keep_to_owner(paths: Iterable[Path]) -> None:
    """Let nobody but their owners look into those of the files and folders that are there."""
    for path in paths:
        with suppress(OSError):  # another's, or on a disk that knows no owners
            mode = path.stat().st_mode
            if mode & 0o077:
                path.chmod(mode & 0o700)
