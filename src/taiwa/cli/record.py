"""The commands that write the learner's record to a file, bring one in, mend it and learn of it."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from taiwa import paths
from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.open import DONE, FAILED, course_id, learner_folder, now, open_study
from taiwa.cli.progress_bar import waiting
from taiwa.errors import N_, TaiwaError, UsageError
from taiwa.words.catalogs import Words

if TYPE_CHECKING:
    from taiwa.study.desk import Study

EXISTS = N_("{path} already exists: choose another name, or add --force.")
NO_SESSION = N_("There is no session '{name}'. taiwa scores --json lists them.")
NO_OPTIMIZER = N_("Fitting the memory model needs one more library: pip install 'taiwa[optimize]'.")
SESSION_IS_MARKDOWN = N_("--session goes with --format markdown.")
TOO_FEW = N_(
    "The memory model is fitted to answers given a day or more after the one before to the"
    " same question. It needs {needed} of them; you have {found} so far: go on reviewing."
)

FORMATS = ("json", "csv", "anki", "gift", "markdown")


def add_export(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(
        commands, words, "export", _("write your record, answers or cards to a file"), export
    )
    made.add_argument(
        "--format",
        choices=FORMATS,
        default="json",
        help=_("record: json; answers: csv; mistakes: markdown; cards: anki; questions: gift"),
    )
    made.add_argument("--out", type=Path, metavar="FILE", help=_("the file to write"))
    made.add_argument("--force", action="store_true", help=_("overwrite the file"))
    made.add_argument(
        "--session", metavar="ID|last", help=_("one conversation, with --format markdown")
    )


def export(options: argparse.Namespace, words: Words) -> int:
    """Write the record, the answers, the cards, the quiz or the notebook."""
    if options.session and options.format != "markdown":
        raise UsageError(SESSION_IS_MARKDOWN)
    study = open_study(options, words, to_read=True)
    path: Path | None = options.out
    if options.format == "anki":
        from taiwa.export.anki import anki_package

        path = path or Path("taiwa.apkg")
        refuse_to_overwrite(path, options.force)
        with waiting(words._("Writing")):
            package, count = anki_package(study.course, words, study.progress.now())
            paths.write_whole(path, package)
        print(words._("{path}: {count} notes.", path=path, count=count))
        return DONE
    lines = _lines(study, options, words)
    if path is None:
        for line in lines:
            print(line)
        return DONE
    refuse_to_overwrite(path, options.force)
    paths.write_whole(path, (f"{line}\n".encode() for line in lines))
    return DONE


def _lines(study: "Study", options: argparse.Namespace, words: Words) -> Iterable[str]:
    if options.format == "json":
        from taiwa.course.release import edition
        from taiwa.record.transfer import record_lines

        return record_lines(study.store.log(), study.course.id, edition(study.course))
    return [_text(study, options, words).removesuffix("\n")]


def _text(study: "Study", options: argparse.Namespace, words: Words) -> str:
    if options.format == "csv":
        from taiwa.export.csv import answers_csv

        return answers_csv(study, words)
    if options.format == "gift":
        from taiwa.export.gift import gift

        return gift(study.course, words)
    from taiwa.words.notebook import conversation_markdown, mistakes_markdown

    if not options.session:
        return mistakes_markdown(study, words)
    known = [row.id for row in study.store.sessions(limit=-1)]
    name = known[0] if options.session == "last" and known else options.session
    if name not in known:
        raise UsageError(NO_SESSION, name=name)
    return conversation_markdown(study.resume(name), words)


def refuse_to_overwrite(path: Path, force: bool) -> None:
    """Raises `UsageError` where a file is there, unless that is meant."""
    if path.exists() and not force:
        raise UsageError(EXISTS, path=path)


def add_import(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "import", _("import a record from another machine"), bring_in)
    made.add_argument("file", type=Path, metavar="FILE", help=_("a file from taiwa export, or -"))


def bring_in(options: argparse.Namespace, words: Words) -> int:
    """Merge another machine's log into this one's."""
    from taiwa.record.incoming import read_document
    from taiwa.record.transfer import read_record

    document = read_document(options.file)
    study = open_study(options, words, begins=True)
    lines = read_record(document, study.course.id, study.course.questions)
    with waiting(words._("Merging")):
        merged = study.store.merge(lines)
    values = {"new": merged.new, "known": merged.known}
    print(words._("New records: {new}. Already here: {known}.", **values))
    return DONE


def add_doctor(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "doctor", _("check and repair your record"), doctor)
    made.add_argument("--rebuild", action="store_true", help=_("rebuild scores from your record"))
    made.add_argument(
        "--restore", metavar="BACKUP", help=_("restore a backup: latest, a date or a file")
    )


def doctor(options: argparse.Namespace, words: Words) -> int:
    """Examine the database, and mend it where asked to."""
    from taiwa.record.doctor import examine, rebuild_scores, restore
    from taiwa.record.places import place

    course = course_id(options, words)
    db = place(learner_folder(options, begins=bool(options.restore)), course)
    if options.restore:
        kept = restore(db, options.restore, now())
        message = N_("Restored. What was there before is kept in {path}.")
        print(words._(message if kept else N_("Restored."), path=kept))
    if options.rebuild:
        with waiting(words._("Rebuilding scores")):
            rebuild_scores(db)
    wrong = False
    for finding in examine(db):
        wrong |= finding.wrong
        mark = "! " if finding.wrong else ""
        print(mark + words._(finding.message, **finding.values))
    return FAILED if wrong else DONE


def add_optimize(commands: Subcommands, words: Words) -> None:
    does = words._("fit the memory model to your own answers")
    command(commands, words, "optimize", does, optimize)


def optimize(options: argparse.Namespace, words: Words) -> int:
    """Fit the memory's weights to the learner's own reviews."""
    from taiwa.record.memory import LEAST_TO_FIT, fit, told_apart

    study = open_study(options, words)
    logs = study.store.reviews()
    if (apart := told_apart(logs)) < LEAST_TO_FIT:
        raise TaiwaError(TOO_FEW, needed=LEAST_TO_FIT, found=apart)
    try:
        with waiting(words._("Fitting the memory model")):
            weights = fit(logs)
    except ImportError as error:
        raise TaiwaError(NO_OPTIMIZER) from error
    before, after = study.store.refit(weights)
    values = {"answers": len(logs), "before": round(before, 1), "after": round(after, 1)}
    message = N_("Fitted to {answers} answers. Mean stability: {before} days before, {after} now.")
    print(words._(message, **values), file=sys.stdout)
    return DONE
