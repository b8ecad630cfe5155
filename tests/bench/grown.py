"""A course of any size, made of the shipped one by repeating what it holds under other names."""

import json
import re
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from taiwa import paths

Tree = dict[str, Any]


def grow(folder: Path, sections: int, questions: int, answers: int) -> Path:
    """Write a course with that many sections, and in each that many questions and answers."""
    shipped = paths.shipped("content")
    outline = _read(shipped / "course.yaml")
    originals = outline["sections"]
    outline["sections"] = [f"part-{number}" for number in range(1, sections + 1)]
    folder.mkdir(parents=True)
    _write(folder / "course.yaml", outline)
    for number, name in enumerate(outline["sections"]):
        first = number - number % len(originals)
        places = {
            original: outline["sections"][(first + place) % sections]
            for place, original in enumerate(originals)
        }
        original = originals[number - first]
        section = _renamed(_read(shipped / f"{original}.yaml"), places)
        section["questions"] = _repeated(section["questions"], questions)
        section["answers"] = _repeated(section["answers"], answers)
        _write(folder / f"{name}.yaml", section)
    places = dict(zip(originals, outline["sections"], strict=False))
    for name in ("glossary.yaml", "timeline.yaml"):
        _write(folder / name, _renamed(_read(shipped / name), places))
    return folder


def _repeated(entries: list[Tree], count: int) -> list[Tree]:
    """The entries over and over, each round with ids of its own."""
    rounds = islice(((number, entry) for number in range(count) for entry in entries), count)
    return [
        {**entry, "id": f"{entry['id']}-{number}" if number else entry["id"]}
        for number, entry in rounds
    ]


def _renamed(tree: Any, places: Mapping[str, str]) -> Any:
    """The tree with other section ids, alone, before a dot or before a paragraph's number."""
    if isinstance(tree, dict):
        kept = {"role": tree["role"]} if "role" in tree else {}
        renamed = ((_renamed(key, places), value) for key, value in tree.items())
        return {key: _renamed(value, places) for key, value in renamed} | kept
    if isinstance(tree, list):
        return [_renamed(value, places) for value in tree]
    name = re.split(r"[. ]", tree, maxsplit=1)[0]
    return places[name] + tree[len(name) :] if name in places else tree


def _read(file: Path) -> Tree:
    tree: Tree = yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return tree


def _write(file: Path, tree: Tree) -> None:
    """As JSON, which YAML includes, line by line."""
    file.write_text(json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8")
