"""A learner's home and language, for tests and for the benchmarks, which need no pytest."""

from pathlib import Path
from types import SimpleNamespace

from taiwa import paths
from taiwa.record.store import Store
from taiwa.study.journal import Spoken

SAMPLE = Path(__file__).parent / "sample"


def welcomed(home: Path, course: str = "sample") -> Path:
    """A home whose learner has seen the welcome of a course and chosen English; its database."""
    db = paths.record_of(home, course)
    store = Store(db)
    for name, value in (("device", "this"), ("aim", "text"), ("language", "en")):
        store.set(name, value)
    store.close()
    return db


def spoken(language: str = "en") -> Spoken:
    """The language of a desk from which nothing is said."""
    return SimpleNamespace(language=language)
