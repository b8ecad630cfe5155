"""The pages for readers: short enough to be read, and what they name is there."""

import re
from pathlib import Path

import pytest

from tests.test_house import ROOT, SOURCE, rooms

README, CONTRIBUTING, CHANGELOG = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
)
LONGEST_README = 165
"""Lines that a newcomer reads from top to bottom."""


def test_the_readme_is_read_in_one_go() -> None:
    assert README.count("\n") <= LONGEST_README


def test_the_readme_names_every_command() -> None:
    adds = re.findall(r"\w+\.add_(\w+),", (SOURCE / "cli" / "main.py").read_text(encoding="utf-8"))
    assert len(adds) > 15
    told = set(re.findall(r"`(?:taiwa )?([a-z-]+)\b", README))
    assert {name.replace("_", "-") for name in adds} <= told


@pytest.mark.parametrize("page", [README, CONTRIBUTING, CHANGELOG])
def test_links_and_pictures_of_a_page_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page):
        if target.startswith("https://"):
            continue
        file, _, part = target.partition("#")
        at = (ROOT / file).read_text(encoding="utf-8") if file and part else page
        assert not file or (ROOT / file).is_file(), target
        headings = re.findall(r"^#+ (.+)$", at, re.M)
        assert not part or part in {each.lower().replace(" ", "-") for each in headings}, target


def files(room: Path) -> set[str]:
    return {path.name for path in room.rglob("*") if path.is_file()}


def test_the_plan_of_the_house_has_every_room_and_names_only_files_that_are_in_it() -> None:
    plan = dict(
        re.findall(r"^\| `(.+?)/?` \| (.+) \|$", CONTRIBUTING.partition("## What h")[0], re.M)
    )
    beside = {"errors.py`, `paths.py": "errors paths"}
    named = {name for key in plan for name in beside.get(key, key).split()}
    assert named == rooms(SOURCE) - {"__main__"}
    for room, told in plan.items():
        if room not in beside:
            missing = set(re.findall(r"`(\w+\.\w+)`", told)) - files(SOURCE / room)
            assert not missing, room


def test_every_path_and_module_that_is_named_to_contributors_exists() -> None:
    for name in re.findall(r"`((?:[\w*.-]+/)+[\w*.-]*)`", CONTRIBUTING):
        if not re.match(r"\*|courses/", name):
            found = (ROOT.glob(name), (ROOT / "tests").glob(name), SOURCE.rglob(name))
            assert any(map(any, found)), name
    known = set().union(*map(files, (SOURCE, ROOT / "tests", ROOT / "content")))
    for name in re.findall(r"`([\w-]+\.(?:py|yaml|sql|tcss))`", CONTRIBUTING):
        assert name in known, name
    for module in re.findall(r"python -m (tests[\w.]*)", CONTRIBUTING):
        path = ROOT / module.replace(".", "/")
        assert path.is_dir() or path.with_suffix(".py").is_file(), module


def test_what_to_touch_for_a_new_type_or_command_is_in_the_files_that_are_named() -> None:
    told = CONTRIBUTING.partition("## To add")[2].partition("\n## ")[0]
    named = re.findall(r"`([\w/]+\.py)` \((`\w+`(?:, `\w+`)*)", told)
    assert len(named) > 5
    for file, names in named:
        source = (SOURCE / file).read_text(encoding="utf-8")
        for name in re.findall(r"\w+", names):
            assert re.search(rf"^(?:def |    def )?{name}\b", source, re.M), (file, name)
