"""Three machines, and a sync tool between them that does all that sync tools do."""

from pathlib import Path

import pytest

from tests.carrier import World


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_lost_on_its_way(seed: int, tmp_path: Path) -> None:
    World(seed, tmp_path).check()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 12))
def test_nothing_is_lost_on_its_way_whatever_happens(seed: int, tmp_path: Path) -> None:
    World(seed, tmp_path).check()
