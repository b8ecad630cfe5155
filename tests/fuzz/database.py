"""Spoilt progress databases: used as far as they go, or told in one sentence; never harmed."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from taiwa import paths
from taiwa.course.loading import load_course
from taiwa.errors import StoreError
from taiwa.export.csv import answers_csv
from taiwa.record import doctor
from taiwa.record.sessions import settled
from taiwa.record.settings import SETTINGS
from taiwa.record.store import Store
from taiwa.record.transfer import record_lines
from taiwa.study.desk import Study
from taiwa.words.catalogs import Words
from taiwa.words.notebook import conversation_markdown, mistakes_markdown
from taiwa.words.scoreboard import score_lines, scores_json
from tests.conftest import SAMPLE, Clock
from tests.fuzz.content import teach
from tests.fuzz.texts import ODD, cut
from tests.fuzz.trials import Trials

TABLES = cut("record¦record¦record¦session¦memory¦tally¦amended¦setting")
DATED = (
    "2026-04-01¦2026-04-01T09:00:00¦0001-01-01T00:00:00+00:00¦9999-12-31T23:59:59+23:59¦2026-13-01"
)
JSON = '{}¦[]¦null¦1¦"x"¦{"turns": 1}¦{"judged": "x"}¦{"judged": 1}¦{"round": "x"}¦{"sure": 5}¦['
KNOWN = (
    "lesson¦exam¦talk¦answered¦started¦undone¦claimed¦right¦wrong¦rivers¦rivers.q01¦bridges.q02¦ja"
)
NUMBERS = (
    0,
    1,
    -1,
    2,
    1 << 62,
    -(1 << 63),
    1e308,
    -1e308,
    5e-324,
    0.5,
    float("inf"),
    None,
    b"\x00\xff",
)
SET = ("device", "language", "theme", "weights", *SETTINGS)
VALUES = (*cut(f"{DATED}¦{JSON}¦{KNOWN}"), *NUMBERS, *NUMBERS, *ODD[:60])


class Wrecker:
    """A database with some sessions in it, a copy of which is spoilt in each case."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.db = folder, folder / "spoilt" / "progress.db"
        self.course = load_course(SAMPLE)
        self.words = Words("en", paths.shipped("locales"), folder / "words")
        made = folder / "made" / "progress.db"
        store = Store(made)
        chance = random.Random(1)
        for _ in range(12):
            teach(self._study(store, chance), self.words, chance)
        self.closed, self.opened = folder / "closed", folder / "opened"
        shutil.copytree(made.parent, self.opened)  # with a log of changes beside it
        store.close()
        shutil.copytree(made.parent, self.closed)

    def database(self, chance: random.Random) -> str:
        """A case: the database spoilt, then everything that reads it."""
        shutil.rmtree(self.db.parent, ignore_errors=True)
        shutil.copytree(chance.choice((self.closed, self.opened)), self.db.parent)
        if chance.random() < 0.4:
            _spoil_bytes(chance.choice(sorted(self.db.parent.glob("progress.db*"))), chance)
        else:
            _spoil_rows(self.db, chance)
        before, records = self.db.read_bytes(), _records(self.db)
        told = self._use(chance)
        if "opening" in told:
            assert self.db.read_bytes() == before or len(list(self.db.parent.iterdir())) > 1
        assert records <= _records(self.db), "records are lost"
        return f"told of {len(told)} uses" if told else "worked"

    def _study(self, store: Store, chance: random.Random) -> Study:
        return Study(self.course, store, Clock(timedelta(minutes=7)), chance, self.words)

    def _use(self, chance: random.Random) -> list[str]:
        """Everything that reads a database; returns what was told instead of done."""
        told: list[str] = []
        with suppress(StoreError):
            list(doctor.examine(self.db))

        def attempt(name: str, use: Callable[[], Any]) -> Any:
            try:
                return use()
            except StoreError as error:
                self.words._(error.message, **error.values)
                told.append(name)
            return None

        store = attempt("opening", lambda: Store(self.db))
        if store is not None:
            try:
                study = attempt("sitting down", lambda: self._study(store, chance))
                for name, use in self._uses(study, chance).items() if study else ():
                    attempt(name, use)
            finally:
                store.close()
        attempt("doctor --rebuild", lambda: doctor.rebuild_scores(self.db))
        attempt("opening again", lambda: Store(self.db).close())
        return told

    def _uses(self, study: Study, chance: random.Random) -> dict[str, Callable[[], Any]]:
        store, words = study.store, self.words

        def sessions() -> list[str]:
            return [row.id for row in store.sessions()]

        def go_on() -> None:
            if left := study.unfinished():
                conversation_markdown(study.resume(left.id), words)

        return {
            "home": lambda: (
                study.is_new,
                study.progress.standings(),
                study.progress.due(),
                study.progress.known_terms(),
            ),
            "pace": lambda: study.progress.due_minutes(3),
            "settings": lambda: [setting.shown(store) for setting in SETTINGS.values()],
            "scores": lambda: "\n".join(score_lines(study, words)),
            "scores --json": lambda: scores_json(study),
            "going on": go_on,
            "past answers": lambda: [settled(store.records(name)) for name in sessions()],
            "past sessions": lambda: [study.resume(name) for name in sessions()],
            "export": lambda: "\n".join(record_lines(store.log())),
            "export --format csv": lambda: answers_csv(study, words),
            "export --format markdown": lambda: mistakes_markdown(study, words),
            "turns": lambda: teach(study, words, chance),
            "optimize": store.reviews,
        }


def _records(db: Path) -> set[tuple[Any, ...]]:
    """The records that SQLite finds, whatever else is wrong; none where it finds no table."""
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(sqlite3.connect(db)) as opened:
        opened.text_factory = bytes
        return set(opened.execute("SELECT id, session, number, kind, detail FROM record"))
    return set()


def _spoil_bytes(file: Path, chance: random.Random) -> None:
    raw = bytearray(file.read_bytes())
    page, pages = 4096, max(1, len(raw) // 4096)
    one, other = chance.randrange(pages) * page, chance.randrange(pages) * page
    match chance.randrange(8):
        case 0:
            raw[one : one + page] = raw[other : other + page]
        case 1:
            raw[one : one + page] = bytes(page)
        case 2:
            del raw[chance.randrange(len(raw) + 1) :]
        case 3:
            del raw[one + page :]
        case 4:
            place = chance.randrange(100)
            raw[place : place + 1] = chance.randbytes(1)
        case 5:
            place = chance.randrange(len(raw) + 1)
            raw[place:place] = chance.randbytes(chance.choice((1, 8, 4096)))
        case _:
            for _ in range(chance.choice((1, 5, 200))):
                place = chance.randrange(len(raw) + 1)
                raw[place : place + 1] = chance.randbytes(1)
    file.write_bytes(raw)


def _spoil_rows(db: Path, chance: random.Random) -> None:
    """One to three changes through SQLite itself, which leaves a sound file of wrong contents."""
    with closing(sqlite3.connect(db, isolation_level=None)) as opened:
        for _ in range(chance.choice((1, 1, 2, 3))):
            table = chance.choice(TABLES)
            with suppress(sqlite3.Error):  # a strict table may refuse it, or be gone already
                _change(opened, table, chance)


def _change(opened: sqlite3.Connection, table: str, chance: random.Random) -> None:
    columns = [row[1] for row in opened.execute(f"PRAGMA table_info({table})")]
    if not columns:
        return  # the table has been dropped
    column, other = chance.choice(columns), chance.choice(columns)
    keys = [row[0] for row in opened.execute(f"SELECT {columns[0]} FROM {table}")]
    key = chance.choice(keys or [""])
    match chance.randrange(10):
        case 0:
            opened.execute(f"DROP TABLE {table}")
        case 1:
            opened.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO spoilt")
        case 2:
            opened.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        case 3:
            opened.execute(f"PRAGMA user_version = {chance.choice((0, 1, 3, -1, 1 << 30))}")
        case 4:
            opened.execute(f"DELETE FROM {table} WHERE {columns[0]} = ?", (key,))
        case 5:
            opened.execute(f"UPDATE {table} SET {column} = {other}")
        case 6:
            values = (chance.choice(SET), chance.choice(VALUES))
            opened.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", values)
        case _:
            _loosen(opened, table)
            where = chance.choice((f"{columns[0]} = ?", f"{columns[0]} != ?"))
            change = f"UPDATE {table} SET {column} = ? WHERE {where}"
            opened.execute(change, (chance.choice(VALUES), key))


def _loosen(opened: sqlite3.Connection, table: str) -> None:
    """The same table without types or keys, so that it holds anything."""
    opened.execute(f"CREATE TABLE loose AS SELECT * FROM {table}")
    opened.execute(f"DROP TABLE {table}")
    opened.execute(f"ALTER TABLE loose RENAME TO {table}")


def run(folder: Path, cases: range, seed: int) -> Trials:
    """So many spoilt databases."""
    trials = Trials("database", seed)
    trials.run(cases, Wrecker(folder).database)
    return trials
