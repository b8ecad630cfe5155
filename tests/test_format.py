"""What `taiwa format` and editors tell of a course's files is what the loader reads."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from taiwa.course.companions import LANGUAGES
from taiwa.course.drills import DRILLS
from taiwa.course.fields import Fields
from taiwa.course.format import SCHEMA, reference, schema
from taiwa.course.loading import load_course
from taiwa.course.meanings import FILES, MEANINGS
from taiwa.course.problems import Problem, Problems
from taiwa.course.question_schema import TYPES
from taiwa.course.recorder import Recorder
from taiwa.course.schema import build_course
from taiwa.course.shapes import READERS
from taiwa.course.yaml_source import Parser
from taiwa.paths import shipped
from tests.test_places import Said, said

__all__ = ["said"]

TESTS = Path(__file__).parent
SAMPLES = [TESTS / name for name in ("sample", "sample2", "iwakura")]
OF_A_FILE = {
    "{what}: unknown key '{key}'",
    "{what}: the key '{key}' is missing",
    "{what}: expected keys with values",
    "'{key}' must be a list",
    "'{key}' must be a list of texts",
    "'{key}' must be a whole number, 0 or more",
    "'{key}' must be true or false",
    "'{key}' can't be '{value}'; one of {allowed}",
}
"""The problems that a file has by itself, whatever its texts say and the others hold."""
ELSEWHERE = {"source", "explanation", "step", "plain_note", "note", "reading", "questions"}
"""Keys that are missing or not by what stands elsewhere, as those of an argument's `why` are, and
a dialogue's speakers: no schema tells."""


def in_english(message: str, **values: object) -> str:
    return message.format(**values) if values else message


def texts(folder: Path) -> dict[str, Any]:
    parser = Parser(Problems())
    files = sorted(folder.glob("*.yaml"))
    return {file.name: parser.parse(file.read_text(encoding="utf-8"), file.name) for file in files}


def as_editors_have_it(tree: Any) -> Any:
    """A tree with numbers and truth values, as YAML tells them."""
    if isinstance(tree, dict):
        return {key: as_editors_have_it(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [as_editors_have_it(value) for value in tree]
    if tree in ("true", "false"):
        return tree == "true"
    return int(tree) if tree.isascii() and tree.isdigit() else tree


@cache
def definition(kind: str) -> Any:
    """Raises where an editor would tell that a file of this kind is wrong."""
    whole = json.loads(schema(in_english))
    return fastjsonschema.compile(whole | {"$ref": f"#/definitions/{kind}"})


def validate(name: str, tree: Any) -> None:
    kind = name.removesuffix(".yaml")
    definition(kind if kind in READERS else "section")(as_editors_have_it(tree))


def refused(name: str, tree: Any) -> bool:
    try:
        validate(name, tree)
    except fastjsonschema.JsonSchemaValueException:
        return True
    return False


@pytest.mark.thorough
def test_the_schema_takes_every_file_of_every_course(said: Said, tmp_path: Path) -> None:
    said("new", str(tmp_path / "new"))
    for folder in (*SAMPLES, shipped("content"), tmp_path / "new"):
        for name, tree in texts(folder).items():
            validate(name, tree)


def spoilt(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Trees that differ from `tree` in one thing, and its place, which tells no numbers."""
    if isinstance(tree, dict):
        yield (*path, "+"), {**tree, "surplus": "x"}
        for key, value in tree.items():
            yield (*path, key, "-"), {k: v for k, v in tree.items() if k != key}
            other = "x" if isinstance(value, dict | list) else ["x"]
            yield (*path, key, "other"), {**tree, key: other}
            yield from ((at, {**tree, key: inner}) for at, inner in spoilt(value, (*path, key)))
    elif isinstance(tree, list):
        for place, value in enumerate(tree):
            kind = f"[{value.get('type', '')}]" if isinstance(value, dict) else "[]"
            yield from (
                (at, [*tree[:place], inner, *tree[place + 1 :]])
                for at, inner in spoilt(value, (*path, kind))
            )


def of_a_file(problem: Problem) -> bool:
    values = dict(problem.values)
    named = values.get("what") == "why" or values.get("key") == "speaker"
    by_itself = values.get("key") not in ELSEWHERE and not named
    return by_itself and problem.message in OF_A_FILE


def problems_of(trees: dict[str, Any]) -> list[Problem]:
    problems = Problems()
    build_course(trees, problems)
    return problems.sorted()


@pytest.mark.thorough
@pytest.mark.parametrize("folder", SAMPLES[:2], ids=lambda folder: folder.name)
def test_the_schema_refuses_what_the_loader_refuses_of_a_file_by_itself(folder: Path) -> None:
    trees, seen, both = texts(folder), set(), 0
    for name, tree in trees.items():
        for at, each in spoilt(tree):
            if at[-3:] in seen:
                continue
            seen.add(at[-3:])
            told = [x for x in problems_of(trees | {name: each}) if x.file == name]
            structural = [x for x in told if of_a_file(x)]
            if refused(name, each):
                assert told, f"{name} {at}: an editor refuses what loads"
                both += 1
            else:
                assert not structural, f"{name} {at}: an editor takes what does not load"
    assert both > 100


def test_nothing_that_reads_a_key_goes_unnoticed() -> None:
    silent = {"at", "words", "read"}  # a place only, what `marked_words` reads, and what others do
    reading = {name for name in vars(Fields) if not name.startswith("_")} - silent
    assert reading <= set(vars(Recorder))


def keys(shape: Any) -> Iterator[str]:
    if isinstance(shape, dict):
        yield from shape.get("properties", ())
        for value in shape.values():
            yield from keys(value)
    elif isinstance(shape, list):
        for value in shape:
            yield from keys(value)


def test_every_key_is_told_with_what_it_means_and_no_other() -> None:
    whole = json.loads(schema(in_english))
    taken = {*keys(whole["definitions"])} - {*LANGUAGES}
    assert {name.rpartition(".")[2] for name in MEANINGS} == taken
    told = reference(in_english)
    for key in taken:
        assert f"{key}:" in told or f"{key}?:" in told
    for word in (*TYPES, *DRILLS, *FILES):
        assert word in told


def test_a_new_course_names_its_schema_to_editors(said: Said, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    said("new", str(folder))
    known = json.loads((folder / SCHEMA).read_text(encoding="utf-8"))["definitions"]
    for file in folder.glob("*.yaml"):
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        place = first.removeprefix(f"# yaml-language-server: $schema={SCHEMA}#/definitions/")
        assert place in known, first
    assert load_course(folder)


def test_the_format_is_told_in_the_learners_language(said: Said) -> None:
    assert "the ids of glossary terms" in said("format")
    assert "出てくる用語のID" in said("format", "--lang", "ja")
    assert "出てくる用語のID" in json.dumps(
        json.loads(said("format", "--schema", "--lang", "ja")), ensure_ascii=False
    )
