"""The language that every command speaks, whatever it opens and whatever goes wrong.

It is the one that `--lang` names, else the one last used in the profile or, where that keeps none,
in the home, else the one of the locale.
"""

import argparse
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from taiwa import paths
from taiwa.errors import TaiwaError
from taiwa.words import catalogs


def language(
    arguments: Sequence[str] | None, environment: Mapping[str, str], known: tuple[str, ...]
) -> tuple[str, bool]:
    """One of the languages `known`, and whether somebody chose it: the locale is no choice."""
    named = _named(arguments)
    chosen = named.lang if named.lang in known else _last_used(named.profile, environment)
    if chosen in known:
        return str(chosen), True
    return catalogs.preferred(environment, known), False


def _named(arguments: Sequence[str] | None) -> argparse.Namespace:
    """`--lang` and `--profile` as a command line has them, even one that is wrong otherwise."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    for name in ("--lang", "--profile"):
        parser.add_argument(name, nargs="?")
    with suppress(argparse.ArgumentError):
        return parser.parse_known_args(arguments)[0]
    return argparse.Namespace(lang=None, profile=None)


def _last_used(profile: str | None, environment: Mapping[str, str]) -> str | None:
    """The language last used in whichever course, of a profile if there is one."""
    from taiwa.record.profiles import folder_of

    with suppress(TaiwaError, OSError):  # no home, or one that is shut: what needs it will say so
        home, found = paths.data_folder(environment), None
        with suppress(TaiwaError):  # no such name, nor can it be one
            found = _kept(folder_of(home, profile)) if profile else None
        return found or _kept(home)
    return None


def _kept(folder: Path) -> str | None:
    """The language kept in the record of a learner that was written to last."""
    from taiwa.record.places import records
    from taiwa.record.settings import LANGUAGE, kept

    latest = sorted(records(folder), key=lambda db: db.stat().st_mtime_ns, reverse=True)
    return next(filter(None, (kept(db, LANGUAGE) for db in latest)), None)
