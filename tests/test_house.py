"""The house as CONTRIBUTING draws it: the contracts in pyproject.toml hold, and can be broken."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "taiwa"
LONGEST_FILE = 350
"""Lines: more is more than one thing."""
LONGEST_FUNCTION = 60
"""Lines: more does not fit a screen."""
OPENERS = "What|How|Where|Whether"
"""Words that begin a question, not the name of a thing."""
MOST_ROOMS = 15
"""Rooms, and files beside them, that the plan on one page of CONTRIBUTING has to name."""
MOST_ARROWS = 60
"""Pairs of rooms of which one knows the other."""


def broken(root: Path) -> str:
    """Import-linter's words on the contracts of the checkout at `root`; nothing if all hold."""
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", lint],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root / "src"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The source and its contracts, to be changed."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(SOURCE, tmp_path / "src" / "taiwa", ignore=shutil.ignore_patterns("*.pyc"))
    return tmp_path


@pytest.mark.thorough
def test_the_contracts_hold() -> None:
    assert broken(ROOT) == ""


@pytest.mark.slow
def test_the_course_may_not_know_the_screen_nor_a_new_file_what_is_above(copy: Path) -> None:
    source = copy / "src" / "taiwa"
    with (source / "course" / "release.py").open("a", encoding="utf-8") as file:
        file.write("\nimport textual\n")
    (source / "words" / "brandnew.py").write_text("import taiwa.tui.app\n", encoding="utf-8")
    told = broken(copy)
    assert "taiwa.course.release -> textual" in told
    assert "taiwa.words.brandnew -> taiwa.tui.app" in told


@pytest.mark.slow
def test_a_new_file_may_not_stand_without_a_floor(copy: Path) -> None:
    (copy / "src" / "taiwa" / "brandnew.py").write_text("import taiwa.errors\n", encoding="utf-8")
    assert "brandnew" in broken(copy)


def test_no_file_outgrows_its_room() -> None:
    long = [
        str(path)
        for path in SOURCE.rglob("*.py")
        if path.read_text(encoding="utf-8").count("\n") > LONGEST_FILE
    ]
    assert not long


def test_no_function_outgrows_a_screen_and_each_docstring_says_what_a_thing_is() -> None:
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(rf'^ *"""(?:{OPENERS})\b.*', text, re.M), path.name
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


def rooms(source: Path) -> set[str]:
    """The rooms of the house, and the files beside them that hold code."""
    found = {path.parent.name for path in source.glob("*/__init__.py")}
    return found | {path.stem for path in source.glob("*.py")} - {"__init__"}


def test_the_house_is_seen_at_a_glance(copy: Path) -> None:
    assert len(rooms(SOURCE)) <= MOST_ROOMS
    (copy / "src" / "taiwa" / "brandnew.py").write_text("", encoding="utf-8")
    assert rooms(copy / "src" / "taiwa") - rooms(SOURCE) == {"brandnew"}


def arrows(source: Path) -> set[tuple[str, str]]:
    """The pairs of rooms, or files beside them, of which the first imports from the second."""
    known_rooms = rooms(source)
    found = set()
    for path in source.rglob("*.py"):
        room = path.relative_to(source).parts[0].removesuffix(".py")
        text = path.read_text(encoding="utf-8")
        for within, names in re.findall(r"^ *from taiwa(?:\.(\w+)\S*)? import (.+)", text, re.M):
            known = {within} if within else set(re.findall(r"\w+", names))
            found |= {(room, other) for other in known & known_rooms if other != room}
    return found


def test_few_rooms_know_each_other(copy: Path) -> None:
    assert 40 < len(arrows(SOURCE)) <= MOST_ARROWS
    source = copy / "src" / "taiwa"
    (source / "web" / "new.py").write_text("def f():\n    from taiwa import course, study\n")
    assert arrows(source) - arrows(SOURCE) == {("web", "course"), ("web", "study")}


TENTH_TYPE = """

class Ranking(BaseQuestion, frozen=True, kw_only=True, tag="ranking"):
    items: tuple[Text, ...]

"""


def stops(root: Path) -> set[str]:
    """The functions, as `file:function`, in which mypy finds something not dispatched."""
    told = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=root, capture_output=True, text=True, check=False
    ).stdout
    found = set()
    for path, line in re.findall(r'^(.+):(\d+): error: Argument 1 to "assert_never"', told, re.M):
        tree = ast.walk(ast.parse((root / path).read_text(encoding="utf-8")))
        within = [
            node.name
            for node in tree
            if isinstance(node, ast.FunctionDef) and node.lineno <= int(line) <= node.end_lineno
        ]
        found.add(f"{path.removeprefix('src/taiwa/')}:{within[-1]}")
    return found


@pytest.mark.slow
def test_mypy_names_each_place_that_a_tenth_type_or_another_manner_of_answering_touches(
    copy: Path,
) -> None:
    model, forms = (copy / "src" / "taiwa" / "course" / name for name in ("model.py", "forms.py"))
    nouns, manners = model.read_text(encoding="utf-8"), forms.read_text(encoding="utf-8")
    union = "\nQuestion = Choice |"
    assert nouns.count(union) == 1
    model.write_text(
        nouns.replace(union, f"{TENTH_TYPE}\nQuestion = Ranking | Choice |"), encoding="utf-8"
    )
    literal = 'Manner = Literal["one",'
    assert manners.count(literal) == 1
    forms.write_text(
        manners.replace(literal, 'Manner = Literal["ranked", "one",'), encoding="utf-8"
    )
    assert stops(copy) == {
        "course/forms.py:form_of",
        "course/release.py:_key",
        "dialogue/questions.py:read_answer",
        "dialogue/judge.py:judge",
        "words/question_wording.py:how_to_answer",
        "export/gift.py:_body",
        "dialogue/marking.py:with_mark",
    }
