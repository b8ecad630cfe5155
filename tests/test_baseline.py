"""A user sees of one frozen course all that was seen before: see `tests.baseline`."""

import pytest

from tests.baseline.acts import ACTS, PYTHON, play
from tests.baseline.kept import EXPECTED, differences


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS)
def test_nothing_that_a_user_sees_has_changed(act: str) -> None:
    kept = (EXPECTED / "helps" / "help.txt").read_text(encoding="utf-8")
    if act == "helps" and not kept.startswith(f"{PYTHON}\n"):
        pytest.skip("argparse words its help otherwise in each version of Python")
    assert "\n".join(differences(act, play(act))) == ""
