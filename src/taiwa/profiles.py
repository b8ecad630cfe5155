"""Several learners on one machine: each has a folder of progress by the name of a profile.

Names are compared without regard to case, so that no file system mixes two of them up.
"""

import re
import shutil
import sqlite3
import unicodedata
from contextlib import closing
from datetime import date
from pathlib import Path

from taiwa.errors import N_, StoreError, UsageError
from taiwa.paths import DATABASE, PROFILES
from taiwa.progress.backup import FOLDER, copy_database
from taiwa.progress.opening import open_to_read

BAD_NAME = N_(
    "'{name}' can't be a profile name: use 1 to 32 letters, digits, '-', '_' or single spaces."
)
NO_PROFILE = N_("There is no profile '{name}'. taiwa profiles lists them.")
TAKEN = N_("There is a profile '{name}' already.")

NOT_COPIED = N_("The progress in {path} can't be copied, so the profile was not deleted.")
IN_USE = N_("The folder {path} can't be changed: is the profile in use?")

LONGEST = 32
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # no file on Windows


def checked(name: str) -> str:
    """A profile's name in its one form. Raises `UsageError` where it can't be one."""
    name = unicodedata.normalize("NFC", name.replace("\u3000", " "))
    device = _DEVICES.fullmatch(unicodedata.normalize("NFKC", name).casefold())
    if len(name) > LONGEST or name[:1] == "-" or device or not all(map(_word, name.split(" "))):
        raise UsageError(BAD_NAME, name=ascii(name)[1:-1] if not name.isprintable() else name)
    return name


def _word(word: str) -> bool:
    """Letters and digits of any script, with the marks that some scripts write on them."""
    kinds = ["L" if each in "-_" else unicodedata.category(each)[0] for each in word]
    return bool(kinds) and kinds[0] != "M" and set(kinds) <= set("LNM")


def _key(name: str) -> str:
    """What two spellings of one profile have in common."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def folder_of(data: Path, name: str) -> Path:
    """Where the profile `name` keeps its progress, whether it is there yet or not."""
    name = checked(name)
    known = {_key(folder.name): folder for folder in (data / PROFILES).glob("*/")}
    return known.get(_key(name), data / PROFILES / name)


def profiles(data: Path) -> list[str]:
    """The profiles there are, by name."""
    return sorted(db.parent.name for db in (data / PROFILES).glob(f"*/{DATABASE}"))


def use(data: Path, name: str) -> tuple[date | None, int]:
    """The day when a profile was last used, and its answers. Raises `sqlite3.Error`."""
    query = "SELECT max(day), count(*) FILTER (WHERE kind = 'answered') FROM record"
    with closing(open_to_read(folder_of(data, name) / DATABASE)) as opened:
        day, answers = opened.execute(query).fetchone()
    return date.fromisoformat(day) if day else None, answers


def rename(data: Path, old: str, new: str) -> None:
    """Give a profile another name. Raises `UsageError` if there is none, or the name is taken."""
    before, after = _existing(data, old), folder_of(data, new)
    if after.exists() and after != before:
        raise UsageError(TAKEN, name=after.name)
    try:
        before.rename(data / PROFILES / checked(new))
    except OSError as error:
        raise StoreError(IN_USE, path=before) from error


def delete(data: Path, name: str, today: date) -> Path:
    """Delete a profile; returns the checked copy of its progress that is kept."""
    folder = _existing(data, name)
    kept = data / FOLDER / f"profile {folder.name} {today.isoformat()}.db"
    number = 1
    while kept.exists():
        number += 1
        kept = kept.with_name(f"profile {folder.name} {today.isoformat()} {number}.db")
    try:
        copy_database(folder / DATABASE, kept)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(NOT_COPIED, path=folder) from error
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise StoreError(IN_USE, path=folder) from error
    return kept


def _existing(data: Path, name: str) -> Path:
    folder = folder_of(data, name)
    if not (folder / DATABASE).is_file():
        raise UsageError(NO_PROFILE, name=name)
    return folder
