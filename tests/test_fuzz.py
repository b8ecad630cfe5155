"""A small share of the fuzzing that `python -m tests.fuzz` does at length, with fixed seeds."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from taiwa.course.loading import MAX_BYTES, load_course
from taiwa.errors import ContentError
from tests.conftest import SAMPLE
from tests.fuzz import content, database, imports
from tests.fuzz.content import told
from tests.fuzz.specials import SPECIALS
from tests.fuzz.trials import Trials, limited
from tests.fuzz.walk import Walker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample course to be spoilt."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "course"))


def problems(folder: Path) -> list[str]:
    try:
        with limited(60):
            load_course(folder)
    except ContentError as error:
        return told(error)
    return []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow if name.startswith("many ") else ())
        for name in SPECIALS
    ],
)
def test_a_special_file_is_told_at_its_place(name: str, folder: Path) -> None:
    make, expected = SPECIALS[name]
    make(folder)
    found = problems(folder)
    assert any(expected in line for line in found) if expected else not found, found[:5]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read_is_told(folder: Path) -> None:
    (folder / "rivers.yaml").chmod(0)
    assert "rivers.yaml:1:1: it can't be read: check its permissions" in problems(folder)


def spoils_once_found(monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], object]) -> None:
    """Let a file change after it was found and before it is read."""

    def resolve(path: Path) -> Path:
        if path.suffix:
            spoil(path)
        return path

    monkeypatch.setattr(Path, "resolve", resolve)


def test_a_file_that_is_gone_before_it_is_read_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoils_once_found(monkeypatch, Path.unlink)
    assert f"course.yaml:1:1: it can't be read: {os.strerror(errno.ENOENT)}" in problems(folder)


def test_a_file_that_grows_before_it_is_read_is_not_read_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoils_once_found(monkeypatch, lambda file: os.truncate(file, 100 * MAX_BYTES))
    assert any(line.startswith("course.yaml:1:1: larger than") for line in problems(folder))


@pytest.mark.slow
def test_spoilt_courses_are_told_or_taught(tmp_path: Path) -> None:
    trials = content.run(SAMPLE, tmp_path, "sample", range(60), seed=7)
    assert not trials.failures, trials


@pytest.mark.slow
def test_a_spoilt_cache_changes_nothing(tmp_path: Path) -> None:
    trials = Trials("cache", seed=7)
    trials.run(range(60), content.Spoiler(SAMPLE, tmp_path).cached)
    assert not trials.failures, trials


@pytest.mark.slow
def test_spoilt_records_are_told_and_never_harmed(tmp_path: Path) -> None:
    trials = database.run(tmp_path, range(60), seed=7)
    assert not trials.failures, trials


@pytest.mark.slow
def test_spoilt_imports_are_merged_or_refused_whole(tmp_path: Path) -> None:
    trials = imports.run(tmp_path, range(60), seed=7)
    assert not trials.failures, trials


@pytest.mark.slow
async def test_a_random_walk_goes_through_the_whole_app(tmp_path: Path) -> None:
    await Walker(load_course(SAMPLE), tmp_path, seed=7).run(200)
