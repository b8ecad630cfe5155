"""A teacher's list as a command reads it, and the PINs of those who are on it."""

import csv
import io
import secrets
from pathlib import Path

from taiwa import paths
from taiwa.errors import N_, UsageError

NO_NAMES = N_("{path} has no names in it: write one on each line.")
NO_TEXT = N_("{path} is not a text in UTF-8: save it as one.")
TWICE = N_("{name} is on your list twice, and has one profile: give one of them another name.")

LARGEST_LIST, DIGITS = 1_000_000, 6
"""Bytes of a list of names; digits of a PIN that is made here."""


def read_list(file: Path) -> str:
    """A teacher's list. Raises `UsageError` where there is nothing to read in it."""
    from taiwa.export.class_list import names_in

    with file.open("rb") as source:
        content = source.read(LARGEST_LIST)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(NO_TEXT, path=file) from error
    if next(names_in(text), None) is None:
        raise UsageError(NO_NAMES, path=file)
    return text


def pins(text: str, data: Path) -> tuple[dict[str, str], list[str]]:
    """The PIN of each profile on a list, and the profiles for which one was made now.

    Those are kept in the data folder, as a list of the same form that only its owner may read.
    Raises `UsageError` for a list that can't be used.
    """
    from taiwa.export.class_list import with_pins
    from taiwa.record.profiles import checked, folder_of, key

    file = data / paths.PINS
    listed = file.read_text(encoding="utf-8") if file.exists() else ""
    kept = {key(name): (name, pin) for name, pin in with_pins(listed)}
    known, made = dict[str, tuple[str, str]](), list[str]()
    for name, told in with_pins(text):
        profile, id = folder_of(data, checked(name)).name, key(name)
        if id in known:
            raise UsageError(TWICE, name=name)
        if not told and id not in kept:
            kept[id] = profile, f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
            made.append(profile)
        known[id] = profile, told or kept[id][1]
    if made:
        rows = io.StringIO()
        csv.writer(rows, lineterminator="\n").writerows(kept.values())
        paths.own_folder(data)
        paths.write_whole(file, rows.getvalue().encode())
        paths.keep_to_owner([file])
    return dict(known.values()), made
