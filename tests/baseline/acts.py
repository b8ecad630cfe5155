"""Acts to compare: each runs taiwa and returns texts by the name of the file that keeps them.

Long texts that follow from few are kept as rows, a hash and the beginning of each line or note.
"""

import hashlib
import json
import os
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir, closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from taiwa.paths import record_of, shipped_id
from taiwa.tutor.explaining import KeyPoint, grade_explanation
from taiwa.tutor.grading import grade_typed
from tests.baseline.learner import Learner, parsed, questions
from tests.baseline.world import ZONE, World

HERE = Path(__file__).parent
CONTENT, SAMPLE, DATABASES = HERE / "content", HERE / "sample", HERE / "databases"
EVALUATIONS = HERE.parent / "eval"
LANGUAGES = ("en", "ja")
PYTHON = "Python {}.{}".format(*sys.version_info)
COMMANDS = (
    *("", "ask", "scores", "check", "export", "import", "doctor", "set", "profiles", "serve"),
    "optimize",
)
BEGINS = datetime(2026, 4, 1, 20, 30, tzinfo=ZoneInfo(ZONE))
DAYS: tuple[tuple[int, str, tuple[str, ...], int], ...] = (
    (0, "en", ("2",), 80),
    (1, "ja", ("q3",), 60),
    (1, "en", ("v",), 45),
    (2, "ja", ("v", "d"), 60),
    (2, "en", ("r",), 50),
    (3, "en", ("t",), 8),
    (5, "ja", ("e",), 40),
    (6, "ja", ("1",), 50),
    (9, "en", ("c", "r"), 60),
    (12, "en", ("q5",), 75),
)
"""After how many days a learner comes, in which language, to begin what, and for how many lines."""

Texts = dict[str, str]


def rows(lines: Iterable[str]) -> str:
    """Each line as its hash and its beginning."""
    return "".join(f"{digest(line)}  {line[:60].strip()}\n" for line in lines)


def digest(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()[:12]


def told(world: World, *arguments: str, lines: str = "") -> str:
    """A command and what it prints, the home folder by that name."""
    printed = world.run(*arguments, lines=lines).replace(str(world.home), "HOME")
    return f"$ taiwa {' '.join(arguments)}\n{printed}\n"


def helps(world: World) -> Texts:
    """Help, as every command gives it. Python's own words in it are those of its version."""
    commands = [(command, "--help") if command else ("--help",) for command in COMMANDS]
    return {"help.txt": f"{PYTHON}\n" + "".join(told(world, *command) for command in commands)}


def checks(world: World) -> Texts:
    """All that is said of whole courses."""
    return {
        "check.txt": "".join(
            told(world, "--lang", language, "check", folder)
            for language in LANGUAGES
            for folder in ("content", "sample", "databases", "nowhere")
        )
    }


def spoilt(world: World) -> Texts:
    """All that is said of the sample with one line left out, said twice or without its value."""
    texts = []
    for file in sorted(SAMPLE.glob("*.yaml")):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        for number, line in enumerate(lines):
            ways = {"is left out": ""}
            if number % 4 == 0:
                ways["comes twice"] = line * 2
                ways["has no value"] = line.partition(": ")[0] + ":\n"
            for way, put in ways.items():
                with tempfile.TemporaryDirectory() as folder, chdir(folder):
                    for whole in SAMPLE.glob("*.yaml"):
                        Path(whole.name).write_bytes(whole.read_bytes())
                    text = "".join((*lines[:number], put, *lines[number + 1 :]))
                    Path(file.name).write_text(text, encoding="utf-8")
                    said = world.run("check", ".")
                texts.append(f"{file.name}:{number + 1} {way}\n{said}\n")
    return {"spoilt.txt": "".join(texts)}


def recorded(world: World) -> Texts:
    """A month of one learner: what was said, and all that can be got out of it afterwards."""
    texts: Texts = {}
    for number, (day, language, starts, most) in enumerate(DAYS, 1):
        world.moment = max(world.moment, BEGINS + timedelta(days=day))
        learner = Learner(CONTENT, list(starts), seed=number, most=most)
        texts[f"talks/{number}-{language}.txt"] = world.run(
            "--plain", "--lang", language, "--content", "content", lines=learner
        ).replace(str(world.home), "HOME")
    world.moment += timedelta(days=1)
    return texts | left(world) | exports(world)


def left(world: World) -> Texts:
    """All that the learner's record says."""
    texts = {
        f"scores-{language}.txt": told(world, "--content", "content", "--lang", language, "scores")
        for language in LANGUAGES
    }
    texts["scores.json"] = world.run("--content", "content", "scores", "--json")
    texts["settings.txt"] = "".join(
        told(world, *words)
        for words in (
            *(("set",), ("set", "new", "5"), ("set", "new", "-1"), ("set", "x")),
            *(("profiles",), ("doctor",), ("doctor", "--rebuild"), ("optimize",)),
        )
    )
    talks = sorted((record_of(world.home, shipped_id()).parent / "conversations").glob("*.md"))
    return texts | {f"saved/{talk.name}": talk.read_text(encoding="utf-8") for talk in talks}


def exports(world: World) -> Texts:
    """Every format."""

    def export(language: str, *arguments: str) -> str:
        return world.run("--content", "content", "--lang", language, "export", *arguments)

    texts = {"export.json": export("en"), "answers.csv": export("en", "--format", "csv")}
    for language in LANGUAGES:
        texts[f"answers-{language}.rows"] = rows(export(language, "--format", "csv").split("\n"))
        texts[f"mistakes-{language}.md"] = export(language, "--format", "markdown")
        last = export(language, "--format", "markdown", "--session", "last")
        texts[f"conversation-{language}.md"] = last
        gift = export(language, "--format", "gift")
        texts[f"gift-{language}.rows"] = rows(gift.split("\n\n"))
        package = world.home / "cards.apkg"
        told = export(language, "--format", "anki", "--out", str(package), "--force")
        texts[f"anki-{language}.rows"] = told.replace(str(world.home), "HOME") + rows(
            notes(package)
        )
    merged = World(world.home / "elsewhere", world.moment)
    file = world.home / "record.json"
    file.write_text(texts["export.json"], encoding="utf-8")
    twice = [merged.run("import", str(file)) for _ in range(2)]
    again = merged.run("export", "--format", "json")
    texts["imported.txt"] = "".join(twice) + rows(again.splitlines()[1:])
    return texts


def notes(package: Path) -> Iterator[str]:
    """The notes of an Anki package: deck, kind, tags and fields."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(package) as archive:
        archive.extract("collection.anki2", folder)
        with closing(sqlite3.connect(f"{folder}/collection.anki2")) as db:
            query = (
                "SELECT guid, mid, tags, flds, group_concat(did || '.' || ord) FROM notes "
                "JOIN cards ON cards.nid = notes.id GROUP BY guid ORDER BY guid"
            )
            for guid, *note in db.execute(query):
                yield " ".join(map(str, (guid, *note)))


def asked(world: World) -> Texts:
    """A reply to every question of the evaluation, each by itself."""
    texts = {}
    for language in LANGUAGES:
        found = [
            question
            for file in sorted(EVALUATIONS.glob(f"ask-*{language}.yaml"))
            for question in _questions(parsed(file))
        ]
        replies = world.run(
            *("--content", "content", "--lang", language, "ask", "--json"),
            lines="".join(f"{question}\n" for question in found),
        )
        texts[f"ask-{language}.eval"] = "".join(
            f"{digest(reply)} {_sections(reply)}\t<- {question}\n"
            for question, reply in zip(found, replies.splitlines(), strict=True)
        )
    return texts


def _questions(data: dict[str, Any]) -> Iterator[str]:
    for part, place in (("answerable", 0), ("premises", 1), ("following", 1)):
        for listed in data[part].values():
            yield from (row[place] for row in listed)
    yield from data["unanswerable"]


def _sections(reply: str) -> str:
    found = json.loads(reply)
    return " ".join(found["sections"]) or ("-" if found["answered"] else "declined")


def graded(world: World) -> Texts:
    """A verdict on every typed answer of the evaluation."""
    texts = {}
    for language in LANGUAGES:
        lines = (EVALUATIONS / f"typed-{language}.tsv").read_text(encoding="utf-8").split("\n")
        made = []
        for line in lines[1:-1]:
            _set, _verdict, _kind, answer, accepted = line.split("\t")
            grade = grade_typed(answer, accepted.split(" | "), language)
            forgave = " ".join((grade.verdict, *grade.forgave))
            made.append(f"{forgave}: {grade.matched}\t<- {answer} | {digest(accepted)[:4]}\n")
        texts[f"typed-{language}.eval"] = "".join(made)
    return texts


def explained(world: World) -> Texts:
    """The key points seen in every explanation of the evaluation."""
    texts = {}
    for language in LANGUAGES:
        data = parsed(EVALUATIONS / f"explain-{language}.yaml")
        points = {
            question["id"]: [
                KeyPoint(p["text"][language], tuple(p["phrases"][language]))
                for p in question["points"]
            ]
            for question in questions(CONTENT)
            if question["type"] == "explain"
        } | {
            name: [KeyPoint(p["text"], tuple(p["phrases"])) for p in listed]
            for name, listed in data["questions"].items()
        }
        texts[f"explain-{language}.eval"] = "".join(
            f"{list(grade_explanation(answer, points[question], language))}"
            f"\t<- {question}: {answer}\n"
            for question, listed in data["answers"].items()
            for *_, answer in listed
        )
    return texts


def databases(world: World) -> Texts:
    """A database of every schema so far, one of a later one and one that is none: opened, read."""
    dumps = {file.stem: file.read_text(encoding="utf-8") for file in DATABASES.glob("*.sql")}
    dumps["newer"] = "PRAGMA user_version = 99;"
    texts = {name: _opened(world, f"{name}.db", dump) for name, dump in sorted(dumps.items())}
    return {f"database-{name}.txt": text for name, text in texts.items()}


def _opened(world: World, name: str, dump: str) -> str:
    with tempfile.TemporaryDirectory(prefix="taiwa-") as folder:
        home = World(Path(folder), BEGINS + timedelta(days=20))
        path = home.home / "progress.db"
        with closing(sqlite3.connect(path)) as db:
            db.executescript(dump)
        said = told(home, "doctor") + told(home, "--content", "content", "--lang", "en", "scores")
        log = rows(home.run("export").splitlines()[1:])
        moved = record_of(home.home, shipped_id())
        with closing(sqlite3.connect(moved if moved.exists() else path)) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            return f"{said}{log}\nversion {version}\n{rows(_tables(db))}"


def _tables(db: sqlite3.Connection) -> Iterator[str]:
    """The tables as they are made, and every row of each but where the database lies."""
    made = db.execute("SELECT name, sql FROM sqlite_schema WHERE sql NOTNULL ORDER BY name")
    for name, sql in made.fetchall():
        yield f"{name}: {' '.join(sql.split())}"
        if sql.startswith("CREATE TABLE"):
            rows = db.execute(f"SELECT * FROM {name} ORDER BY 1, 2")
            yield from (f"{name} {row}" for row in rows if row[0] != "place")


ACTS: dict[str, Callable[[World], Texts]] = {
    act.__name__: act
    for act in (helps, checks, spoilt, recorded, asked, graded, explained, databases)
}


def play(name: str) -> Texts:
    """All that an act says now."""
    with tempfile.TemporaryDirectory(prefix="taiwa-") as folder, chdir(HERE):
        return ACTS[name](World(Path(folder), BEGINS))


def dump_database() -> tuple[int, str]:
    """A database of today's schema after one lesson, as SQL; and the schema's version."""
    with tempfile.TemporaryDirectory(prefix="taiwa-") as folder, chdir(HERE):
        world = World(Path(folder), BEGINS)
        learner = Learner(CONTENT, ["3"], seed=3, most=45)
        world.run("--plain", "--lang", "en", "--content", "content", lines=learner)
        with closing(sqlite3.connect(record_of(world.home, shipped_id()))) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            lines = [*db.iterdump(), f"PRAGMA user_version = {version};"]
    return int(version), "\n".join(lines) + os.linesep
