"""A course folder → `Course`, from its YAML files or from what was kept of the very same files."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from taiwa.course import cache as caching
from taiwa.course.course import Course
from taiwa.course.problems import OUTLINE, START, Places, Problems
from taiwa.errors import N_, ContentError

LEGACY = {"EUC-JP": "euc_jis_2004", "Shift_JIS": "cp932"}
"""Encodings that Japanese editors still save in, with Python's name for them."""

_HIRAGANA, _SPLIT = re.compile("[ぁ-ん]"), re.compile("[ぁ-ヺ][\u3099\u309a]")

MAX_BYTES, MAX_ALL = 4_000_000, 64_000_000
"""Bytes that a file may have, and all files of a course together."""


def load_course(path: Path, cache: Path | None = None) -> Course:
    """The course in folder `path`.

    With a folder `cache`, a course read before comes from there, as long as its files are the
    same to the byte. Raises `ContentError` with every problem of every file.
    """
    if cache is not None and (course := _kept(path, cache)):
        return course
    from taiwa.course.schema import build_course

    problems = Problems()
    files = dict(_files(path, problems))
    course = build_course(_parse(files, problems), problems)
    if problems.found or course is None:
        raise ContentError(problems.sorted())
    if cache is not None:
        caching.cache_course(cache / _digest(files.items()), course)
    return course


def _kept(path: Path, cache: Path) -> Course | None:
    """The course kept of these very files; they are read one by one, and may be large."""
    problems = Problems()
    name = _digest(_files(path, problems))
    return None if problems.found else caching.cached_course(cache / name)


def load_with_places(path: Path) -> tuple[Course, Places]:
    """The course, and where each of its ids stands, for `checking`. Raises `ContentError`."""
    from taiwa.course.schema import build_course

    problems, places = Problems(), Places()
    course = build_course(_parse(dict(_files(path, problems)), problems), problems, places)
    if problems.found or course is None:
        raise ContentError(problems.sorted())
    return course, places


def _files(path: Path, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every YAML file of the folder, `course.yaml` first."""
    found, left = _listed(path, problems), MAX_ALL
    if found[:1] != [path / OUTLINE]:
        if not problems.found:
            problems.add(OUTLINE, START, N_("no course here: this file is missing"))
        return
    for file in found:
        try:
            raw = _read(file)
        except OSError as error:
            problems.add(file.name, START, error.strerror or str(error))
            continue
        left -= len(raw)
        if left < 0:
            problems.add(file.name, START, f"with it, all files have more than {MAX_ALL:,} bytes")
            break
        yield file.name, raw


def _listed(path: Path, problems: Problems) -> list[Path]:
    """The YAML files of the folder, `course.yaml` first."""
    try:
        if path.is_file():
            problems.add(".", START, N_("a file: a course is a folder with course.yaml in it"))
        files = [file for file in path.glob("*") if file.suffix.lower() in (".yaml", ".yml")]
    except OSError as error:
        problems.add(".", START, error.strerror or str(error))
        return []
    named = []
    for file in files:
        if file.suffix == ".yaml":
            named.append(file)
        else:
            wanted = file.with_suffix(".yaml").name
            problems.add(file.name, START, f"a course's files end in .yaml: name it {wanted}")
    return sorted(named, key=lambda file: (file.name != OUTLINE, file.name))


def read_text(file: Path, problems: Problems) -> str:
    """A text beside the YAML files; '' where there is none, or none that can be read."""
    try:
        text = _decoded(file.name, _read(file), problems) if file.exists() else ""
    except OSError as error:
        problems.add(file.name, START, error.strerror or str(error))
        return ""
    return text or ""


def _read(file: Path) -> bytes:
    """A file of a course folder, of a bounded size. Raises `OSError` that says why it can't be."""
    if not file.is_file():
        raise OSError("not a regular file")
    if not file.resolve().is_relative_to(file.parent.resolve()):
        raise OSError("the file lies outside the course folder")
    with file.open("rb") as opened:
        raw = opened.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise OSError(f"larger than {MAX_BYTES:,} bytes")
    return raw


def _digest(files: Iterable[tuple[str, bytes]]) -> str:
    """A file name for what is kept of these very files."""
    parts = (hashlib.sha256(os.fsencode(name) + b"\0" + raw).digest() for name, raw in files)
    return hashlib.sha256(b"".join(parts)).hexdigest() + ".json"


def _parse(files: dict[str, bytes], problems: Problems) -> dict[str, Any]:
    from taiwa.course.yaml_source import Parser

    parser = Parser(problems)
    trees: dict[str, Any] = {}
    for name, raw in files.items():
        text = _decoded(name, raw, problems)
        tree = None if text is None else parser.parse(text, name)
        if tree is not None:
            trees[name] = tree
    return trees


def _decoded(name: str, raw: bytes, problems: Problems) -> str | None:
    """The text of a file, each kana of it in one piece, which macOS may split."""
    from json import detect_encoding

    place, other = START, "ISO-2022-JP" if b"\x1b$" in raw else detect_encoding(raw).upper()
    if other.startswith("UTF-8"):
        try:
            return _SPLIT.sub(_joined, raw.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            place, other = (raw.count(b"\n", 0, error.start) + 1, 1), _legacy(raw)
    problems.add(name, place, f"not UTF-8 text{other and f' but {other}: save it as UTF-8'}")
    return None


def _joined(split: "re.Match[str]") -> str:
    return unicodedata.normalize("NFC", split[0])


def _legacy(raw: bytes) -> str:
    """The older encoding in which bytes are Japanese text; '' if in none."""
    for name, codec in LEGACY.items():
        try:
            if _HIRAGANA.search(raw.decode(codec)):
                return name
        except UnicodeDecodeError:
            continue
    return ""
