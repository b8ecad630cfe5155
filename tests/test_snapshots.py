"""A few pictures of the app, compared whole: after a wanted change, `pytest --snapshot-update`.

They are of the sample course, so that an edit of the shipped one changes none of them.
"""

from collections.abc import Callable

import pytest
from textual.widgets import Input

from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.words.catalogs import Words

pytestmark = pytest.mark.slow

Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing blinks while the picture is taken."""
    monkeypatch.setattr(Input, "cursor_blink", False)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("name", "keys", "size"),
    [
        ("home", ["down", "down"], (80, 24)),
        ("question", ["enter", "space", "f3"], (80, 24)),
        ("parallel", ["enter", "space", "f9"], (90, 30)),
        ("welcome", ["down"], (80, 24)),
        ("wide", ["enter", "space", "1", "enter"], (120, 30)),
    ],
)
def test_a_screen_looks_as_it_did(
    snap_compare: Compare,
    study: Study,
    words: Words,
    language: str,
    name: str,
    keys: list[str],
    size: tuple[int, int],
) -> None:
    words.language = language
    if name == "welcome":
        study.store._db.execute("DELETE FROM setting WHERE name = 'aim'")
    app = TaiwaApp(study, words)
    assert snap_compare(app, press=keys, terminal_size=size)
