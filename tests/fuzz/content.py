"""Spoilt course folders: each is told problem by problem, or taught like any other."""

import argparse
import io
import random
import re
import shutil
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path

from taiwa import paths
from taiwa.cli import checking
from taiwa.cli.plain import Plain
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.errors import ContentError
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.text.cells import clean
from taiwa.words.catalogs import Words
from taiwa.words.scoreboard import overview_lines
from tests.conftest import Clock
from tests.fuzz.mutations import spoilt
from tests.fuzz.texts import NUMBERS, cut, said
from tests.fuzz.trials import Trials

PROBLEM = re.compile(r".+:[1-9]\d*:[1-9]\d*: .+")
TURNS = 12
CHECKED = 0.2
BEGINNINGS = (*cut("1¦2¦q¦q1¦v¦d¦e¦t¦c¦r¦¦¦/lang¦/term¦?¦/home"), *NUMBERS)


class Spoiler:
    """A copy of a course folder, of which one file is spoilt at a time."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.folder, self.cache = folder / "course", folder / "cache"
        self.progress = folder / "home" / "progress.db"
        self.words = Words("en", paths.shipped("locales"), folder / "words")
        shutil.copytree(source, self.folder)
        self.files = {file: file.read_bytes() for file in sorted(self.folder.iterdir())}

    def content(self, chance: random.Random) -> str:
        """A case: one file spoilt, then load, lint and teach."""
        file = chance.choice(list(self.files))
        file.write_bytes(spoilt(self.files[file], chance))
        try:
            return self._use(chance)
        finally:
            file.write_bytes(self.files[file])

    def cached(self, chance: random.Random) -> str:
        """A case: the kept course spoilt; the same course must come out."""
        course = load_course(self.folder, self.cache)
        (kept,) = self.cache.glob("*.kept")
        kept.write_bytes(spoilt(kept.read_bytes(), chance))
        again = load_course(self.folder, self.cache)
        kept.unlink()
        assert again == course
        return "the same"

    def _use(self, chance: random.Random) -> str:
        if chance.random() < CHECKED:
            self._check()
        try:
            course = load_course(self.folder)
        except ContentError as error:
            told(error)
            return "refused"
        self._teach(course, chance)
        return "taught"

    def _teach(self, course: Course, chance: random.Random) -> None:
        store = Store(self.progress)
        self.words.language = chance.choice(course.languages)
        study = Study(course, store, Clock(timedelta(minutes=2)), chance, self.words)
        teach(study, self.words, chance)
        store.close()
        self.progress.unlink()

    def _check(self) -> None:
        """Runs `taiwa check`, which tells a problem a line."""
        options = argparse.Namespace(path=self.folder, content=self.folder, lock=False)
        with redirect_stdout(io.StringIO()) as out:
            checking.check(options, self.words)
        for line in out.getvalue().split("\n"):
            assert clean(line) == line, repr(line)


def told(error: ContentError) -> list[str]:
    """Its problems as they are told: each a file and a place, on one line that does no harm."""
    lines = [str(problem) for problem in error.problems]
    assert lines
    for line in lines:
        assert PROBLEM.fullmatch(line), repr(line)
        assert clean(line) == line, repr(line)
        assert len(line) < 1_000
    return lines


def teach(study: Study, words: Words, chance: random.Random) -> None:
    """Some turns of everything in line mode, in both languages, and the scores."""
    out, turns = io.StringIO(), iter(range(TURNS))

    def read(prompt: str) -> str | None:
        if next(turns, None) is None:
            return None
        if plain.view.question is None:
            return chance.choice(BEGINNINGS)
        return said(study.course, plain.view.question, study.spoken.language, chance)

    plain = Plain(study, words, read, out, chance.choice((20, 72)))
    plain.run(lambda study: study.lesson(study.course.sections[0]))
    lines = "\n".join(overview_lines(study, words, 72))
    assert clean(out.getvalue() + lines) == out.getvalue() + lines


def run(source: Path, folder: Path, name: str, cases: range, seed: int) -> Trials:
    """So many spoilt folders made of one course."""
    trials = Trials(name, seed)
    trials.run(cases, Spoiler(source, folder).content)
    return trials
