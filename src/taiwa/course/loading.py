"""A course folder → `Course`, from its YAML files or from what was kept of the very same files."""

import hashlib
from pathlib import Path
from typing import Any

from taiwa.course import caching
from taiwa.course.model import Course
from taiwa.course.problems import OUTLINE, START, Places, Problems
from taiwa.errors import ContentError

MAX_BYTES = 4_000_000


def load_course(path: Path, cache: Path | None = None) -> Course:
    """The course in folder `path`.

    With a folder `cache`, a course read before comes from there, as long as its files are the
    same to the byte. Raises `ContentError` with every problem of every file.
    """
    problems = Problems()
    files = read_files(path, problems)
    kept = None if cache is None or problems.found else cache / f"{_digest(files)}.json"
    if kept is not None and (course := caching.read(kept)):
        return course
    from taiwa.course.building import build_course

    course = build_course(_parse(files, problems), problems)
    if problems.found or course is None:
        raise ContentError(problems.sorted())
    if kept is not None:
        caching.write(kept, course)
    return course


def load_with_places(path: Path) -> tuple[Course, Places]:
    """The course, and where each of its ids stands, for `checking`. Raises `ContentError`."""
    from taiwa.course.building import build_course

    problems, places = Problems(), Places()
    course = build_course(_parse(read_files(path, problems), problems), problems, places)
    if problems.found or course is None:
        raise ContentError(problems.sorted())
    return course, places


def read_files(path: Path, problems: Problems) -> dict[str, bytes]:
    """The bytes of every YAML file of the folder by name, `course.yaml` first."""
    if not (path / OUTLINE).is_file():
        problems.add(str(path / OUTLINE), START, "no course here: this file is missing")
        return {}
    files: dict[str, bytes] = {}
    for file in sorted(path.glob("*.yaml"), key=lambda f: (f.name != OUTLINE, f.name)):
        if not file.resolve().is_relative_to(path.resolve()):
            problems.add(file.name, START, "the file lies outside the course folder")
        elif not file.is_file():
            problems.add(file.name, START, "not a regular file")
        elif file.stat().st_size > MAX_BYTES:
            problems.add(file.name, START, f"larger than {MAX_BYTES:,} bytes")
        else:
            files[file.name] = file.read_bytes()
    return files


def _digest(files: dict[str, bytes]) -> str:
    """A name for these very files."""
    parts = (hashlib.sha256(name.encode() + b"\0" + raw).digest() for name, raw in files.items())
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _parse(files: dict[str, bytes], problems: Problems) -> dict[str, Any]:
    from taiwa.course.parsing import parse_yaml

    trees: dict[str, Any] = {}
    for name, raw in files.items():
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.add(name, (raw.count(b"\n", 0, error.start) + 1, 1), "not UTF-8 text")
            continue
        tree = parse_yaml(text, name, problems)
        if tree is not None:
            trees[name] = tree
    return trees
