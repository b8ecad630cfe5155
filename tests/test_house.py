"""The house as the README draws it: an import runs from a lower room to a higher one only."""

import ast
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "taiwa"

MAY = {
    "errors": set(),
    "paths": {"errors"},
    "course": {"errors", "paths"},
    "tutor": {"course", "errors"},
    "progress": {"course", "errors", "paths"},
    "language": {
        "course",
        "tutor.events",
        "tutor.reading",
        "tutor.offering",
        "errors",
        "paths",
    },
    "notices": {"errors"},
    "planning": {"course", "tutor", "progress"},
    "recording": {"course", "tutor", "progress"},
    "consulting": {"course", "tutor", "study"},
    "retelling": {"course", "tutor", "progress", "recording"},
    "recalling": {"tutor", "progress", "recording", "study"},
    "session": {
        *("course", "tutor", "progress", "recording", "recalling", "notices", "study", "errors"),
        "consulting",
    },
    "study": {"course", "tutor", "progress", "planning", "retelling", "session", "errors"},
    "profiles": {"errors", "paths", "progress"},
    "serving": {"errors", "paths", "language", "profiles"},
    "viewing": {"course", "tutor", "progress", "study"},
    "waiting": set(),
    "overview": {"course", "study", "language", "progress"},
    "scoreboard": {"study", "language", "overview"},
    "answering": {"course", "tutor", "language", "recalling", "study"},
    "exporting": {"course", "tutor", "progress", "language", "study", "session", "errors", "paths"},
    "plain": {
        *("study", "session", "language", "course", "tutor", "scoreboard", "exporting", "errors"),
        *("viewing", "notices"),
    },
    "terminal": {
        "study",
        "session",
        "language",
        "course",
        "tutor",
        "progress",
        "overview",
        "exporting",
        "scoreboard",
        "viewing",
        "notices",
        "errors",
    },
}
ONLY = {"yaml": {"course/parsing.py"}, "fsrs": {"progress/schedule.py"}}


@cache
def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    name = path.relative_to(SOURCE).with_suffix("").parts[0]
    if name in MAY:
        for module in imports(path):
            inside = module.removeprefix("taiwa.")
            if module == inside or inside.split(".")[0] == name:
                continue
            assert any(f"{inside}.".startswith(f"{room}.") for room in MAY[name]), module


@pytest.mark.parametrize("library", ONLY)
def test_a_library_is_known_to_one_file_only(library: str) -> None:
    users = {
        str(path.relative_to(SOURCE))
        for path in FILES
        if any(module.split(".")[0] == library for module in imports(path))
    }
    assert users == ONLY[library]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_file_outgrows_its_room(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 350
