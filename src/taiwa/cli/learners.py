"""The learners of this machine, each with a profile, and the settings of one."""

import argparse
import os
from pathlib import Path

from taiwa import paths
from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.open import DONE, now, open_study
from taiwa.errors import N_, StoreError, UsageError
from taiwa.words.catalogs import Words

NO_SETTING = N_("There is no setting '{name}'. The settings are: {known}.")


def add_set(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, "set", _("show or change your settings"), change_setting)
    made.add_argument("name", metavar="NAME", nargs="?", help=_("a setting; none shows them all"))
    made.add_argument("value", metavar="VALUE", nargs="?", help=_("its new value"))


def change_setting(options: argparse.Namespace, words: Words) -> int:
    """Show the settings, or set one."""
    from taiwa.record.settings import SETTINGS

    study = open_study(options, words)
    if options.name and options.name not in SETTINGS:
        raise UsageError(NO_SETTING, name=options.name, known=tuple(SETTINGS))
    if options.value is not None:
        SETTINGS[options.name].write(study.store, options.value)
    for name, setting in SETTINGS.items():
        if options.name in (None, name):
            print(f"{name} {setting.shown(study.store)}  ({setting.range})")
    return DONE


def add_profiles(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, "profiles", _("list, rename or delete profiles"), profiles)
    made.add_argument(
        "words",
        metavar="rename OLD NEW | delete NAME",
        nargs="*",
        help=_("what to do; nothing lists them"),
    )


def profiles(options: argparse.Namespace, words: Words) -> int:
    """List the profiles of this machine, rename one, or delete one and keep a copy."""
    from taiwa.record import profiles as known

    data = paths.data_folder(os.environ)
    match options.words:
        case []:
            lines = [_use(data, name, words) for name in known.profiles(data)]
            print("\n".join(lines) or words._(N_("There are no profiles yet.")))
        case ["rename", old, new]:
            known.rename(data, old, new)
        case ["delete", name]:
            kept = known.delete(data, name, now().date())
            print(words._(N_("Deleted. Its progress is kept in {path}."), path=kept))
        case _:
            raise UsageError(
                N_(
                    "Use taiwa profiles, taiwa profiles rename OLD NEW or "
                    "taiwa profiles delete NAME."
                )
            )
    return DONE


def _use(data: Path, name: str, words: Words) -> str:
    """A profile in one line: its name, when it was last used, how much was answered."""
    from taiwa.record.profiles import folder_of, use

    taiwa = paths.command(paths.record_of(folder_of(data, name), paths.shipped_id()))
    try:
        used = use(data, name)
    except StoreError:
        return words._("{name}: can't be read; see {taiwa} doctor", name=name, taiwa=taiwa)
    if used is None:
        message = N_("{name}: there is no record in it; see {taiwa} doctor, or delete the profile")
        return words._(message, name=name, taiwa=taiwa)
    day, answers = used
    if day is None:
        return words._(N_("{name}: not used yet"), name=name)
    return words.ngettext(
        "{name}: {number} answer, last used on {day}",
        "{name}: {number} answers, last used on {day}",
        answers,
        name=name,
        day=words.day(day),
    )
