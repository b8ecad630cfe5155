"""The argument as a tree, as a learner sees it in a terminal."""

from taiwa.course.companions import Argument, Link
from taiwa.words.argument_map import Branch, argument_tree
from tests.conftest import SAMPLE
from tests.test_cli import Run, taiwa

__all__ = ["taiwa"]

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
川を渡る

橋を架けよう
    裏づけ：水が出る
"""


def course(name: str) -> tuple[str, str]:
    return "--content", str(SAMPLE.parent / name)


def test_a_section_shows_each_claim_over_what_bears_on_it(taiwa: Run) -> None:
    assert taiwa(*course("sample2"), "argue", "--lang", "en", "ferry").stdout == ENGLISH


def test_the_whole_text_is_shown_where_no_section_is_named(taiwa: Run) -> None:
    assert taiwa(*course("sample2"), "argue", "--lang", "ja").stdout == JAPANESE


def test_a_course_without_links_says_so(taiwa: Run) -> None:
    done = taiwa(*course("sample"), "argue", "--lang", "en", "rivers")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no map of that argument" in done.stderr


def test_what_is_drawn_stands_over_its_cases_and_a_circle_is_cut() -> None:
    links = [("a", "supports", "b"), ("b", "supports", "c"), ("a", "follows", "c")]
    argument = Argument(tuple(Link(*link, {}) for link in links), ())
    again = Branch("a", "supports", again=True)
    tree = Branch("a", "", (Branch("c", "follows", (Branch("b", "supports", (again,)),)),))
    assert argument_tree(argument, "abc") == (tree,)
