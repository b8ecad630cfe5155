"""The learners of this machine, each with a profile, and the settings of one."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from taiwa import paths
from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.checking import unreadable
from taiwa.cli.open import DONE, new_id, now, open_study
from taiwa.errors import N_, ContentError, Entry, StoreError, UsageError
from taiwa.words.catalogs import Words
from taiwa.words.labels import LANGUAGE_NAMES

if TYPE_CHECKING:
    from taiwa.study.desk import Study

ESSAY, OFF = "essay", "off"
"""The setting that is a file, the text that the course teaches; the word for none."""
ANOTHER = N_(
    "It has hardly any of the course's terms: if it is another text, taiwa set essay off takes"
    " it away."
)
KEPT = N_(
    "The text in {language} is a page now: a source opens it, or Ctrl+P. It stays on this"
    " machine and goes into no export or backup."
)

NO_SETTING = N_("There is no setting '{name}'. The settings are: {known}.")


def add_set(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "set", _("show or change your settings"), change_setting)
    made.add_argument(
        "name", metavar="NAME", nargs="?", help=_("a setting; without one, all are shown")
    )
    made.add_argument("value", metavar="VALUE", nargs="?", help=_("its new value"))


def change_setting(options: argparse.Namespace, words: Words) -> int:
    """Show the settings, or set one."""
    from taiwa.record.settings import SETTINGS, SYNC

    study = open_study(options, words)
    if options.name == ESSAY:
        return _change_essay(study, options.value, words)
    if options.name and options.name not in SETTINGS:
        raise UsageError(NO_SETTING, name=options.name, known=(*SETTINGS, ESSAY))
    if options.value is not None:
        if options.name == SYNC.name and options.value != OFF:
            _refuse_forgotten(study, options.value)
        SETTINGS[options.name].write(study.store, options.value)
    for name, setting in SETTINGS.items():
        if options.name in (None, name):
            print(f"{name} {setting.shown(study.store)}  ({setting.range})")
    if options.name is None:
        print(_essay_line(study))
    return DONE


def _refuse_forgotten(study: "Study", typed: str) -> None:
    """Raise `SyncError` for a folder or database that can't be used, or from which this record was
    deleted: no sync would go on."""
    from taiwa.record.settings import ADDRESS, place_of_sync
    from taiwa.sync.meeting import learner_of
    from taiwa.sync.problems import DELETED_THERE, SyncError
    from taiwa.sync.targets import opened

    target = place_of_sync(typed)
    if not (ADDRESS.match(target) or Path(target).is_dir()):
        return
    place = opened(target, study.course.id).of(learner_of(study.store, new_id))
    if place.is_forgotten:
        raise SyncError(DELETED_THERE, place=target)


def _change_essay(study: "Study", value: str | None, words: Words) -> int:
    """Keep the learner's own copy of the text, in the language that it is in, or let it go."""
    from taiwa.course import essay

    shelf = study.shelves[0]
    if value == OFF:
        for name in essay.FILES.values():
            (shelf / name).unlink(missing_ok=True)
    elif value is not None:
        try:
            language, text = essay.own_copy(Path(value).expanduser(), study.course)
        except ContentError as error:
            return unreadable(error, words)
        paths.own_folder(shelf)
        paths.write_whole(shelf / essay.FILES[language], text.encode())
        paths.keep_to_owner(shelf.iterdir())
        print(words._(KEPT, language=Entry(LANGUAGE_NAMES[language])))
        if not essay.tells_of(text, study.course):
            print(words._(ANOTHER))
    print(_essay_line(study))
    return DONE


def _essay_line(study: "Study") -> str:
    from taiwa.course.essay import places

    here = places(study.shelves, study.course.languages)
    return f"{ESSAY} {' '.join(here) or OFF}  (FILE|{OFF})"


def add_profiles(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "profiles", _("list, rename or delete profiles"), profiles)
    made.add_argument(
        "words",
        metavar="rename OLD NEW | delete NAME",
        nargs="*",
        help=_("what to do; without it, they are listed"),
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
