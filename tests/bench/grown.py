"""A course of any size, made of the shipped one: what it holds again under other names and in
other words."""

import json
import random
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from taiwa import paths
from taiwa.course.originality import FINGERPRINT

Tree = dict[str, Any]

WORDS = {"en": re.compile(r"\b[a-z]{5,}\b"), "ja": re.compile(r"[一-龯々]+")}
"""What is changed for other words of the course: of a like form, so that a text still reads so."""
MOVED = 0.5
"""The share of words that each copy changes."""


def grow(folder: Path, sections: int, questions: int, answers: int) -> Path:
    """Write a course with that many sections, and in each that many questions and answers.

    Each copy of a section, and within it of a question or answer, has words of its own: others of
    the course in their place, in all its texts the same ones. So nothing repeats what was there,
    and what was told apart still is.
    """
    shipped = paths.shipped("content")
    outline = _read(shipped / "course.yaml")
    originals = outline["sections"]
    read = {name: _read(shipped / f"{name}.yaml") for name in originals}
    words = Words(list(read.values()))
    outline["sections"] = [f"part-{number}" for number in range(1, sections + 1)]
    folder.mkdir(parents=True)
    _write(folder / "course.yaml", outline)
    for number, name in enumerate(outline["sections"]):
        first = number - number % len(originals)
        places = {
            original: outline["sections"][(first + place) % sections]
            for place, original in enumerate(originals)
        }
        section = _renamed(read[originals[number - first]], places)
        for key, count in (("questions", questions), ("answers", answers)):
            section[key] = list(_repeated(section[key], count, words, first))
        others = {key: words.changed(value, first) for key, value in section.items()}
        _write(folder / f"{name}.yaml", others | {key: section[key] for key in REPEATED})
    places = {name: outline["sections"][n % sections] for n, name in enumerate(originals)}
    for name in ("glossary.yaml", "timeline.yaml"):
        _write(folder / name, _renamed(_read(shipped / name), places))
    shutil.copy(shipped / FINGERPRINT, folder)
    return folder


REPEATED = ("questions", "answers")


class Words:
    """The words of some texts, and for each copy others of a like form in their place."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self.forms: dict[tuple[str, str], list[str]] = {}
        found = {
            language: {word for tree in trees for text in _texts(tree, language)
                       for word in pattern.findall(text)}
            for language, pattern in WORDS.items()
        }  # fmt: skip
        for language, words in found.items():
            for word in sorted(words):
                form = word[-3:] if language == "en" else str(len(word))
                self.forms.setdefault((language, form), []).append(word)
        self.made: dict[int, Mapping[str, str]] = {0: {}}

    def others(self, copy: int) -> Mapping[str, str]:
        """For each word that the copy changes the one in its place; none twice."""
        if copy not in self.made:
            chance, found = random.Random(copy), {}
            for words in self.forms.values():
                moved = chance.sample(words, round(MOVED * len(words)))
                found.update(zip(moved, [*moved[1:], *moved[:1]], strict=True))
            self.made[copy] = found
        return self.made[copy]

    def changed(self, tree: Any, copy: int, language: str = "") -> Any:
        """The tree with the words of a copy in its texts; the copy 0 is as it was."""
        if isinstance(tree, dict):
            return {
                key: self.changed(value, copy, key if key in WORDS else language)
                for key, value in tree.items()
            }
        if isinstance(tree, list):
            return [self.changed(value, copy, language) for value in tree]
        if not language:
            return tree
        others = self.others(copy)
        return WORDS[language].sub(lambda found: others.get(found[0], found[0]), tree)


def _texts(tree: Any, language: str, inside: bool = False) -> Iterator[str]:
    """All texts in a language below a tree."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _texts(value, language, key == language or (inside and key not in WORDS))
    elif isinstance(tree, list):
        for value in tree:
            yield from _texts(value, language, inside)
    elif inside:
        yield tree


def _repeated(entries: list[Tree], count: int, words: Words, copy: int) -> Iterator[Tree]:
    """The entries over and over, each round with ids and words of its own."""
    for place in range(count):
        turn, entry = place // len(entries), entries[place % len(entries)]
        entry = words.changed(entry, copy + 1_000 * turn)
        yield {**entry, "id": f"{entry['id']}-{turn}"} if turn else entry


def _renamed(tree: Any, places: Mapping[str, str]) -> Any:
    """The tree with other section ids, alone, before a dot or before a paragraph's number."""
    if isinstance(tree, dict):
        kept = {"role": tree["role"]} if "role" in tree else {}
        return {_renamed(k, places): _renamed(v, places) for k, v in tree.items()} | kept
    if isinstance(tree, list):
        renamed = [_renamed(value, places) for value in tree]
        return list(dict.fromkeys(renamed)) if all(isinstance(t, str) for t in tree) else renamed
    name = re.split(r"[. ]", tree, maxsplit=1)[0]
    return places[name] + tree[len(name) :] if name in places else tree


def _read(file: Path) -> Tree:
    tree: Tree = yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return tree


def _write(file: Path, tree: Tree) -> None:
    """As JSON, which YAML includes, line by line."""
    file.write_text(json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8")
