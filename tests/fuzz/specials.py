"""Course folders with one special file each: what it is, and how it is told.

Every one must be told at once and in little memory, at the file and line that is named here.
"""

import os
from collections.abc import Callable
from pathlib import Path

Make = Callable[[Path], object]

BOMB = "a: &a lol\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def _text(name: str, text: str) -> Make:
    return lambda folder: (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))


def _instead(name: str, make: Callable[[Path], object]) -> Make:
    """Something else in the place of a file."""

    def put(folder: Path) -> None:
        (folder / name).unlink()
        make(folder / name)

    return put


def _encoded(encoding: str) -> Make:
    def encode(folder: Path) -> None:
        file = folder / "rivers.yaml"
        file.write_bytes(file.read_text(encoding="utf-8").encode(encoding))

    return encode


def _edited(name: str, old: str, new: str) -> Make:
    def edit(folder: Path) -> None:
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def _many(folder: Path) -> None:
    """Five thousand files of four million bytes each, which take no room on the disk."""
    for number in range(5_000):
        with (folder / f"stray-{number}.yaml").open("wb") as file:
            file.truncate(4_000_000)


def _aliased(folder: Path, name: str = "rivers.yaml", times: int = 100) -> None:
    """A long text that stands again in each of many hints."""
    hints = "  - {ja: *a, en: *a}\n" * times
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(f"x: &a {'long' * 2_500}\nhints:\n{hints}")


def _named(name: bytes) -> Make:
    return lambda folder: Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("id: x")


SPECIALS: dict[str, tuple[Make, str]] = {
    "alias bomb": (_text("timeline.yaml", BOMB), "timeline.yaml:3:8: the alias 'b' does not stand"),
    "aliases of long texts": (
        _aliased,
        "rivers.yaml:151:10: aliases stand for more than 1,000,000 characters in all",
    ),
    "aliases of long texts in a few files": (
        lambda folder: [_aliased(folder, name, 40) for name in ("bridges.yaml", "rivers.yaml")],
        "characters in all",
    ),
    "prompt of many terms": (
        _edited("glossary.yaml", "{it}", "{it}" * 1_000),
        "glossary.yaml:3:1: a prompt may have 500 characters, and {it} once",
    ),
    "merge key": (
        _text("timeline.yaml", "a: &a {b: c}\n<<: *a\n"),
        "timeline.yaml:2:5: the alias 'a' does not stand",
    ),
    "object": (
        _text("timeline.yaml", "!!python/object/apply:os.system [echo]\n"),
        "timeline.yaml:1:1: file: expected keys with values",
    ),
    "line of 10 MB": (_text("timeline.yaml", "x" * 10_000_000), "timeline.yaml:1:1: larger than"),
    "word of 3 MB": (
        _text("timeline.yaml", f"id: {'x' * 3_000_000}\n"),
        "timeline.yaml:1:1: longer than 10,000 characters",
    ),
    "flow nesting": (_text("timeline.yaml", "[" * 100_000), "timeline.yaml:1:41: nested deeper"),
    "block nesting": (_text("timeline.yaml", "- " * 100_000), "timeline.yaml:1:81: nested deeper"),
    "many keys": (
        _text("timeline.yaml", "".join(f"k{number}: x\n" for number in range(100_000))),
        "problems so far: fix these first",
    ),
    "many entries": (
        _text("timeline.yaml", "events:\n" + "- x\n" * 900_000),
        "timeline.yaml:399999:3: more than 400,000 entries",
    ),
    "many sections": (
        _edited("course.yaml", "[rivers", f"[{', '.join(f's{n}' for n in range(100_000))}"),
        "course.yaml:6:1: 'sections' needs at least one entry, at most 2,000",
    ),
    "NUL": (_text("timeline.yaml", "id: a\x00b"), "timeline.yaml:1:1: not valid YAML"),
    "escaped NUL": (_text("timeline.yaml", 'id: "a\\0"\nx\\e: 1'), "unknown key 'x\\e'"),
    "surrogate": (_text("timeline.yaml", "id: x\ny: \ud800"), "timeline.yaml:2:1: not UTF-8 text"),
    "escaped surrogate": (_text("timeline.yaml", 'id: "\\ud800"'), "timeline.yaml:1:"),
    "byte order mark": (_encoded("utf-8-sig"), ""),
    "UTF-16": (_encoded("utf-16"), "rivers.yaml:1:1: not UTF-8 text"),
    "UTF-32": (_encoded("utf-32"), "rivers.yaml:1:1: not UTF-8 text"),
    "empty file": (_text("timeline.yaml", ""), "timeline.yaml:1:1: the file is empty"),
    "empty course": (_text("course.yaml", ""), "course.yaml:1:1: the file is empty"),
    "huge number": (
        _edited("rivers.yaml", "answer: 1947", f"answer: {'9' * 5_000}"),
        "rivers.yaml:58:5: 'answer' must be a whole number",
    ),
    "link out of the folder": (
        _instead("timeline.yaml", lambda file: file.symlink_to(__file__)),
        "timeline.yaml:1:1: the file lies outside the course folder",
    ),
    "link loop": (
        _instead("timeline.yaml", lambda file: file.symlink_to(file)),
        "timeline.yaml:1:1: not a regular file",
    ),
    "link to nothing": (
        _instead("course.yaml", lambda file: file.symlink_to("gone.yaml")),
        "course.yaml:1:1: not a regular file",
    ),
    "device": (
        _instead("timeline.yaml", lambda file: file.symlink_to("/dev/zero")),
        "timeline.yaml:1:1: not a regular file",
    ),
    "pipe": (_instead("timeline.yaml", os.mkfifo), "timeline.yaml:1:1: not a regular file"),
    "pipe as the course": (_instead("course.yaml", os.mkfifo), "course.yaml:1:1: not a regular"),
    "folder": (_instead("timeline.yaml", Path.mkdir), "timeline.yaml:1:1: not a regular file"),
    "folder as the course": (_instead("course.yaml", Path.mkdir), "course.yaml:1:1: not a regular"),
    "many files": (_many, ".yaml:1:1: with it, all files have more than 64,000,000 bytes"),
    "control characters in a name": (_named(b"a\x1b[31m\n.yaml"), "a\\x1b[31m\\n.yaml:1:1: course"),
    "name that is not UTF-8": (_named(b"\xff.yaml"), "\\udcff.yaml:1:1: course.yaml does not list"),
}
