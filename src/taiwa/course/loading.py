"""A course folder → `Course`, from its YAML files or from what was kept of the very same files."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from taiwa.course import cache as caching
from taiwa.course.course import Course
from taiwa.course.problems import LIGHT, OUTLINE, SHEETS, START, Places, Problems
from taiwa.course.seen import name_of, remember, stamps_of
from taiwa.errors import N_, ContentError, TaiwaError

LEGACY = {"EUC-JP": "euc_jis_2004", "Shift_JIS": "cp932"}
"""Encodings that Japanese editors still save in, with Python's name for them."""

_HIRAGANA, _SPLIT = re.compile("[ぁ-ん]"), re.compile("[ぁ-ヺ][\u3099\u309a]")

SHAPE = b"5"
"""Another one when what is kept of the same files is another in ways that types do not tell."""

SEEN = ".seen"
"""The end of the name of a note by which files are known again."""

KEPT_EACH = 3
"""As many are kept of a course, which may be one of several editions that are used in turn."""

MAX_BYTES, MAX_ALL = 4_000_000, 64_000_000
"""Bytes that a file may have, and all files of a course together."""


def load_course(path: Path, cache: Path | None = None) -> Course:
    """The course in folder `path`.

    With a folder `cache`, a course read before comes from there, as long as its files are the
    same. Raises `ContentError` with every problem of every file.
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
        course = replace(course, files=_digest(files.items()))
        caching.keep(cache / f"{course.id}.{course.files}{caching.KEPT}", course)
        _let_go(course, cache)
    return course


def _let_go(course: Course, cache: Path) -> None:
    """Delete what was kept of a course's earlier files, but for the newest; a program that reads
    one goes on. Those without a course's id in their name are an earlier version's."""
    with suppress(OSError):  # nothing may be written here, or another program was faster
        kept = [
            (file.stat().st_mtime, file)
            for file in cache.glob(f"*{caching.KEPT}")
            if file.stem.partition(".")[0] in (course.id, file.stem)
        ]
        for _, file in sorted(kept)[:-KEPT_EACH]:
            file.unlink()


def _kept(path: Path, cache: Path) -> Course | None:
    """The course kept of these very files; they are read one by one, and may be large, unless they
    are known to be as they were."""
    problems, note = Problems(), cache / (_hash([os.fsencode(path.resolve())]) + SEEN)
    try:
        stamps = stamps_of(_listed(path, problems))
    except OSError:
        return None
    name = name_of(stamps, note)
    if name is None:
        name = _digest(_files(path, problems))
        if problems.found:
            return None
        remember(stamps, name, note)
    try:
        kept = next(cache.glob(f"*.{name}{caching.KEPT}"), None)
    except OSError:  # the folder is shut
        return None
    return caching.cached(kept, Course) if kept else None


def load_with_places(path: Path) -> tuple[Course, Places]:
    """The course, and where each of its ids stands, for `checking`. Raises `ContentError`."""
    from taiwa.course.schema import build_course

    problems, places = Problems(), Places()
    course = build_course(_parse(dict(_files(path, problems)), problems), problems, places)
    if problems.found or course is None:
        raise ContentError(problems.sorted())
    return course, places


def _files(path: Path, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file of the folder that is read, `course.yaml` first."""
    found, left = _listed(path, problems), MAX_ALL
    if found[:1] != [path / OUTLINE]:
        if not problems.found:
            problems.add(OUTLINE, START, N_("there is no course here: this file is missing"))
        return
    for file in found:
        try:
            raw = _read(file)
        except (OSError, TaiwaError) as error:
            _unread(file.name, error, problems)
            continue
        left -= len(raw)
        if left < 0:
            message = N_("with it, all files have more than {most} bytes: shorten them")
            problems.add(file.name, START, message, most=f"{MAX_ALL:,}")
            break
        yield file.name, raw


def _listed(path: Path, problems: Problems) -> list[Path]:
    """The files of the folder that are read, `course.yaml` first."""
    try:
        if path.is_file():
            problems.add(".", START, N_("a file: a course is a folder with course.yaml in it"))
        ends = (".yaml", ".yml", LIGHT)
        files = [
            file
            for file in path.glob("*")
            if file.name.lower().endswith(ends) or file.name in SHEETS
        ]
    except OSError as error:
        _unread(".", error, problems)
        return []
    named = []
    for file in files:
        if file.name in SHEETS or file.name.endswith((".yaml", LIGHT)):
            named.append(file)
        else:
            light = file.name.lower().endswith(LIGHT)
            wanted = file.name[: -len(LIGHT)] + LIGHT if light else file.with_suffix(".yaml").name
            message = N_("a course's files end in .yaml or .questions.md: name it {wanted}")
            problems.add(file.name, START, message, wanted=wanted)
    return sorted(named, key=lambda file: (file.name != OUTLINE, file.name))


def read_text(file: Path, problems: Problems) -> str:
    """A text beside the YAML files; '' where there is none, or none that can be read."""
    try:
        text = _decoded(file.name, _read(file), problems) if file.exists() else ""
    except (OSError, TaiwaError) as error:
        _unread(file.name, error, problems)
        return ""
    return text or ""


def _read(file: Path) -> bytes:
    """A file of a course folder, of a bounded size. Raises `OSError`, or `TaiwaError`, else."""
    if not file.is_file():
        raise TaiwaError(N_("not a regular file: put a copy of the file itself here"))
    if not file.resolve().is_relative_to(file.parent.resolve()):
        raise TaiwaError(N_("the file lies outside the course folder"))
    with file.open("rb") as opened:
        raw = opened.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise TaiwaError(N_("larger than {most} bytes: divide it"), most=f"{MAX_BYTES:,}")
    return raw


def _unread(name: str, error: OSError | TaiwaError, problems: Problems) -> None:
    """Note why a file, or the folder, can't be read."""
    if isinstance(error, TaiwaError):
        problems.add(name, START, error.message, **error.values)
    elif isinstance(error, PermissionError):
        problems.add(name, START, N_("it can't be read: check its permissions"))
    else:
        message = N_("it can't be read: {reason}")
        problems.add(name, START, message, reason=error.strerror or str(error))


def _digest(files: Iterable[tuple[str, bytes]]) -> str:
    """A name for what is made of these very files."""
    parts = (hashlib.sha256(os.fsencode(name) + b"\0" + raw).digest() for name, raw in files)
    return _hash(parts)


def _hash(parts: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join([SHAPE, *parts])).hexdigest()


def _parse(files: dict[str, bytes], problems: Problems) -> dict[str, Any]:
    from taiwa.course.light import parse_light
    from taiwa.course.sheets import parse_sheet
    from taiwa.course.yaml_source import Parser

    parser = Parser(problems)
    trees: dict[str, Any] = {}
    for name, raw in files.items():
        text = _decoded(name, raw, problems)
        if text is None:
            continue
        if name.endswith(LIGHT):
            tree = parse_light(text, name, problems)
        elif name in SHEETS:
            tree = parse_sheet(text, name, problems)
        else:
            tree = parser.parse(text, name)
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
    message = N_("not UTF-8 text but {other}: save it as UTF-8") if other else N_("not UTF-8 text")
    problems.add(name, place, message, other=other)
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
