"""Spoilt files to import: each is merged whole, or refused whole in one sentence."""

import json
import random
import shutil
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from taiwa import paths
from taiwa.course.loading import load_course
from taiwa.errors import StoreError, TaiwaError
from taiwa.record.doctor import examine
from taiwa.record.incoming import read_document
from taiwa.record.log import Line
from taiwa.record.store import Store
from taiwa.record.transfer import read_record, record_lines
from taiwa.study.desk import Study
from taiwa.words.catalogs import Words
from taiwa.words.scoreboard import overview_lines
from tests.conftest import SAMPLE, Clock
from tests.fuzz.content import teach
from tests.fuzz.database import VALUES
from tests.fuzz.mutations import spoilt
from tests.fuzz.trials import Trials


class Importer:
    """A learner's record with another machine's to be merged into it, spoilt in each case."""

    def __init__(self, folder: Path) -> None:
        self.course = load_course(SAMPLE)
        self.words = Words("en", paths.shipped("locales"), folder / "words")
        self.here, self.db = folder / "here" / "progress.db", folder / "used" / "progress.db"
        self.file = folder / "record.json"
        self._learn(self.here, 1)
        elsewhere = folder / "elsewhere" / "progress.db"
        self._learn(elsewhere, 2)
        with closing(Store(elsewhere)) as store:
            self.document = "\n".join(record_lines(store.log())).encode()

    def case(self, chance: random.Random) -> str:
        """A case: the file spoilt and merged, then everything that reads a record."""
        shutil.rmtree(self.db.parent, ignore_errors=True)
        shutil.copytree(self.here.parent, self.db.parent)
        with closing(Store(self.db)) as store:
            before, told = list(store.log()), ""
            try:
                self.file.write_bytes(self._spoilt(chance))
                store.merge(read_record(read_document(self.file)))
            except TaiwaError as error:
                told = self.words._(error.message, **error.values)
            after = list(store.log())
            if told:
                assert "\n" not in told
                assert after == before, "refused, but not whole"
                return "refused"
            assert _held(before) <= _held(after)
            self._use(
                Study(self.course, store, Clock(timedelta(minutes=7)), chance, self.words), chance
            )
        assert not [finding for finding in examine(self.db) if finding.wrong]
        return "merged" if len(after) > len(before) else "nothing new"

    def _learn(self, db: Path, seed: int) -> None:
        chance = random.Random(seed)
        with closing(Store(db)) as store:
            study = Study(self.course, store, Clock(timedelta(minutes=7)), chance, self.words)
            for _ in range(8):
                teach(study, self.words, chance)

    def _spoilt(self, chance: random.Random) -> bytes:
        """Bytes, or values of some of the records, that are not what they were."""
        if chance.random() < 0.3:
            return spoilt(self.document, chance)
        document = json.loads(self.document)
        for _ in range(chance.choice((1, 1, 2, 5))):
            _change(chance.choice(document["records"]), chance)
        for _ in range(chance.choice((0, 0, 1, 2))):
            records = document["records"]
            one, other = chance.randrange(len(records)), chance.randrange(len(records))
            records[one] = records[other]
        return json.dumps(document).encode()

    def _use(self, study: Study, chance: random.Random) -> None:
        for row in study.store.sessions():
            with suppress(StoreError):  # records of a session that no learner can have held
                study.resume(row.id)
        "\n".join(overview_lines(study, self.words, 72))
        teach(study, self.words, chance)


def _held(log: list[Line]) -> set[str | bytes]:
    """The ids of the records, and the lines that are kept as they are."""
    return {line if isinstance(line, bytes) else line.id for line in log}


def _change(record: dict[str, Any], chance: random.Random) -> None:
    """One value of a record, or of what is nested in it, made another, or away."""
    place: Any = record
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = chance.choice(keys)
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.2:
            break
        place = inner
    if chance.random() < 0.2:
        del place[key]
    else:
        value = chance.choice(VALUES)
        place[key] = value.decode("latin-1") if isinstance(value, bytes) else value


def run(folder: Path, cases: range, seed: int) -> Trials:
    """So many spoilt files."""
    trials = Trials("import", seed)
    trials.run(cases, Importer(folder).case)
    return trials
