"""The argument as a tree, as a learner sees it in a terminal."""

import pytest

from taiwa.course.companions import Argument, Link
from taiwa.course.loading import load_course
from taiwa.words.argument_map import Branch, argument_tree, no_map
from tests.conftest import SAMPLE
from tests.test_cli import Run, taiwa
from tests.test_places import Said, said

__all__ = ["said", "taiwa"]

ENGLISH = """\
The ferry

1 A ferry is enough
    concedes: 3 When the ferry stops
        supports: 2 The year of the water
        supports: 4 A boat adrift
5 A bridge after all
    drawn from: 3 When the ferry stops (see above)
"""
JAPANESE = """\
本文の地図

橋を架けよう
    根拠：水が出る
"""

BUILT = "1a 2b 3a\n1\n\n" * 12
"""Lines that answer whatever is asked of a map: pairs, or else a choice."""


def course(name: str) -> tuple[str, str]:
    return "--content", str(SAMPLE.parent / name)


@pytest.mark.thorough
def test_a_section_shows_each_claim_over_what_bears_on_it_once_it_was_built(taiwa: Run) -> None:
    held_back = taiwa(*course("sample2"), "map", "--lang", "en", "ferry")
    assert (held_back.returncode, held_back.stdout) == (1, "")
    assert "once you have built it yourself" in held_back.stderr
    assert "--plain, and type /map ferry" in held_back.stderr
    taiwa(*course("sample2"), "--plain", "--lang", "en", lines="/map ferry\n" + BUILT)
    assert taiwa(*course("sample2"), "map", "--lang", "en", "ferry").stdout == ENGLISH


@pytest.mark.thorough
def test_the_whole_text_is_shown_where_no_section_is_named(taiwa: Run) -> None:
    taiwa(*course("sample2"), "--plain", "--lang", "ja", lines="/map\n" + BUILT)
    assert taiwa(*course("sample2"), "map", "--lang", "ja").stdout == JAPANESE


@pytest.mark.parametrize("section", [(), ("1",), ("rivers",)])
def test_a_course_without_maps_says_so(said: Said, section: tuple[str, ...]) -> None:
    told = said("map", *section, *course("sample"), status=1)
    assert "no map of an argument, neither of a section nor of the whole text" in told


def test_a_map_that_is_not_there_is_told_with_those_that_are() -> None:
    told = no_map(load_course(SAMPLE.parent / "sample2"))
    assert told.values == {"commands": ("taiwa map", "taiwa map 1")}


def test_what_is_drawn_stands_over_its_cases_and_a_circle_is_cut() -> None:
    links = [("a", "supports", "b"), ("b", "supports", "c"), ("a", "follows", "c")]
    argument = Argument(tuple(Link(*link, {}) for link in links), ())
    again = Branch("a", "supports", again=True)
    tree = Branch("a", "", (Branch("c", "follows", (Branch("b", "supports", (again,)),)),))
    assert argument_tree(argument, "abc") == (tree,)
