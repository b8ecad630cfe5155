"""Several learners on one machine: each has a folder of progress by the name of a profile.

Names are compared without regard to case, width and form, so that neither a file system nor an
input method makes two learners of one.
"""

import re
import sqlite3
import unicodedata
from contextlib import closing
from datetime import date
from pathlib import Path

from taiwa.errors import N_, StoreError, UsageError
from taiwa.paths import BACKUPS, PROFILES, command, own_folder, record_of, shipped_id
from taiwa.record.backup import ANSWERS, OF_PROFILE
from taiwa.record.faults import is_damage, told
from taiwa.record.opening import alone, open_at_this_version
from taiwa.record.places import records

BAD_NAME = N_(
    "'{name}' can't be a profile name: use 1 to 32 letters and digits; single spaces, dots,"
    " apostrophes, '・', '-' and '_' may stand between them."
)
DEVICE = N_("'{name}' can't be a profile name: Windows keeps it for a device. Choose another.")
NO_PROFILE = N_(
    "There is no profile '{name}'. The profiles are: {known}. To make it, start: {taiwa}"
)
NO_PROFILES = N_("There is no profile '{name}', and none yet at all. To make it, start: {taiwa}")
TAKEN = N_("There is a profile '{name}' already: choose another name.")
NOT_MOVED = N_("The folder {path} can't be moved: check that you may write to it and around it.")

LONGEST_NAME = 32
"""Characters of a profile's name: our own choice, so that a list of them fits a line each."""
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])( *\..*)?")  # no file on Windows
_WORD = "[L_'-][LM_'・-]*"
_NAME = re.compile(rf"(?![-'])(?=.*L){_WORD}(( |\.|\. ){_WORD})*")  # L: letter, digit; M: mark
_APOSTROPHES = {ord(each): "'" for each in "\u2019\u02bc"}
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def checked(name: str) -> str:
    """A profile's name as it may be asked for. Raises `UsageError` where it can't be one."""
    form = _form(name)
    kinds = {"L": "L", "N": "L", "M": "M"}
    told = "".join(kinds.get(unicodedata.category(each)[0], each) for each in form)
    if _DEVICES.fullmatch(form.casefold()):
        raise UsageError(DEVICE, name=name)
    if len(form) > LONGEST_NAME or not _NAME.fullmatch(told):
        raise UsageError(BAD_NAME, name=ascii(name)[1:-1] if not name.isprintable() else name)
    return unicodedata.normalize("NFC", name.replace("\u3000", " "))


def _form(name: str) -> str:
    """The form in which a name is written on the disk: half-width, without what is not seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", name.translate(_APOSTROPHES)))


def key(name: str) -> str:
    """The key that all spellings of one profile have in common."""
    return _form(_form(name).casefold())


def folder_of(data: Path, name: str) -> Path:
    """The folder of the profile `name`, whether it is there yet or not.

    Of several folders that are one name now, as an earlier version made them, the very one that is
    named, else one with progress in it. Raises `UsageError` where there is none, nor can be.
    """
    known = [folder for folder in _folders(data) if key(folder.name) == key(name)]
    very = [folder for folder in known if _composed(folder.name) == _composed(name)]
    used = [folder for folder in known if records(folder)]
    if known:
        return [*very, *used, *known][0]
    return data / PROFILES / _form(checked(name))


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _folders(data: Path) -> list[Path]:
    return sorted(path for path in (data / PROFILES).glob("*/") if path.name[0] != ".")


def profiles(data: Path) -> list[str]:
    """The profiles there are, by name; one that was half deleted is still one."""
    return [folder.name for folder in _folders(data)]


def use(data: Path, name: str) -> tuple[date | None, int] | None:
    """The day when a profile was last used, and its answers; None where it has no record.

    All its courses count. Raises `StoreError` where that can't be read.
    """
    days, answers, found = [], 0, records(folder_of(data, name))
    for db in found:
        with told(db), closing(open_at_this_version(db)) as opened:
            (day,) = opened.execute("SELECT max(day) FROM log").fetchone()
            (more,) = opened.execute(ANSWERS).fetchone()
        days += [date.fromisoformat(day)] if day else []
        answers += more
    return (max(days, default=None), answers) if found else None


def rename(data: Path, old: str, new: str) -> None:
    """Give a profile another name.

    Raises `UsageError` if there is none or the name is taken, `StoreError` if it is in use.
    """
    before, after = existing(data, old), folder_of(data, checked(new))
    if after.exists() and after != before:
        raise UsageError(TAKEN, name=after.name)
    _refuse_in_use(before)
    _move(before, data / PROFILES / _form(new))


def delete(data: Path, name: str, today: date) -> Path:
    """Delete a profile; returns its progress where it is kept from now on, all of it in one move.

    Raises `UsageError` if there is none, `StoreError` if it is in use.
    """
    folder = existing(data, name)
    _refuse_in_use(folder)
    wanted = data / BACKUPS / f"{OF_PROFILE}{folder.name} {today.isoformat()}"
    kept, number = wanted, 1
    while kept.exists():
        number += 1
        kept = wanted.with_name(f"{wanted.name} {number}")
    _move(folder, kept)
    found = records(kept)
    return found[0] if len(found) == 1 else kept


def existing(data: Path, name: str) -> Path:
    """The folder of a profile that is there. Raises `UsageError` that names those there are."""
    folder, known = folder_of(data, name), tuple(profiles(data))
    if not folder.is_dir():
        taiwa = command(record_of(folder, shipped_id()))
        raise UsageError(NO_PROFILE if known else NO_PROFILES, name=name, known=known, taiwa=taiwa)
    return folder


def _refuse_in_use(folder: Path) -> None:
    """Bring all that was saved into the file itself. Raises `Busy` where a program has it open."""
    for db in records(folder):
        with told(db):
            try:
                with alone(db):
                    pass
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise


def _move(folder: Path, target: Path) -> None:
    try:
        own_folder(target.parent)
        folder.rename(target)
    except OSError as error:
        raise StoreError(NOT_MOVED, path=folder) from error
