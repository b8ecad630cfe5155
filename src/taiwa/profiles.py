"""Several learners on one machine: each has a folder of progress by the name of a profile.

Names are compared without regard to case, so that no file system mixes two of them up.
"""

import re
import shutil
import unicodedata
from datetime import date
from pathlib import Path

from taiwa.errors import N_, UsageError
from taiwa.paths import DATABASE, PROFILES
from taiwa.progress.backup import FOLDER, copy_database

BAD_NAME = N_("A profile's name has 1 to 32 letters, digits, '-', '_' or single spaces: '{name}'.")
NO_PROFILE = N_("There is no profile '{name}'. taiwa profiles lists them.")
TAKEN = N_("There is a profile '{name}' already.")

LONGEST = 32
_NAME = re.compile(r"\w[\w-]*(?: [\w-]+)*")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # no file on Windows


def checked(name: str) -> str:
    """A profile's name in its one form. Raises `UsageError` where it can't be one."""
    name = unicodedata.normalize("NFC", name)
    if len(name) > LONGEST or not _NAME.fullmatch(name) or _DEVICES.fullmatch(name):
        raise UsageError(BAD_NAME, name=name)
    return name


def folder_of(data: Path, name: str) -> Path:
    """Where the profile `name` keeps its progress, whether it is there yet or not."""
    name = checked(name)
    known = {each.casefold(): each for each in profiles(data)}
    return data / PROFILES / known.get(name.casefold(), name)


def profiles(data: Path) -> list[str]:
    """The profiles there are, by name."""
    return sorted(db.parent.name for db in (data / PROFILES).glob(f"*/{DATABASE}"))


def rename(data: Path, old: str, new: str) -> None:
    """Give a profile another name. Raises `UsageError` if there is none, or the name is taken."""
    before, after = _existing(data, old), folder_of(data, new)
    if after.exists() and after != before:
        raise UsageError(TAKEN, name=after.name)
    before.rename(data / PROFILES / checked(new))


def delete(data: Path, name: str, today: date) -> Path:
    """Delete a profile; returns the checked copy of its progress that is kept."""
    folder = _existing(data, name)
    kept = data / FOLDER / f"profile {folder.name} {today.isoformat()}.db"
    number = 1
    while kept.exists():
        number += 1
        kept = kept.with_name(f"profile {folder.name} {today.isoformat()} {number}.db")
    copy_database(folder / DATABASE, kept)
    shutil.rmtree(folder)
    return kept


def _existing(data: Path, name: str) -> Path:
    folder = folder_of(data, name)
    if not (folder / DATABASE).is_file():
        raise UsageError(NO_PROFILE, name=name)
    return folder
