"""What asking makes of a course is kept in the cache folder, and made again whenever it must be."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.tutor.ask import ready
from taiwa.tutor.asking import Asking
from tests.test_loading import Edit

QUESTIONS = (
    ("what is a river?", "en"),
    ("how many bridges are there", "en"),
    ("川とは何ですか", "ja"),
    ("why?", "en"),
)
ZEBRA = "A striped zebra of the savannah."


def replies(asking: Asking) -> list[object]:
    return [asking.ask(question, language) for question, language in QUESTIONS]


def only(folder: Path) -> Path:
    (file,) = folder.glob("*")
    return file


def spoil(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def of_another_version(file: Path) -> None:
    ready.keep(file, {"an index": "of another form"})


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def test_what_was_kept_answers_as_what_is_made_anew(sample: Course, tmp_path: Path) -> None:
    made, first = Asking(sample), Asking(sample, tmp_path)
    with patch.object(ready, "_made", side_effect=AssertionError("it was kept")):
        kept = Asking(sample, tmp_path)
    assert replies(made) == replies(first) == replies(kept)
    assert any(reply.answered for reply in replies(kept))


@pytest.mark.parametrize("harm", [spoil, cut, of_another_version, a_folder])
def test_what_can_no_longer_be_used_is_made_again(
    sample: Course, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    first = replies(Asking(sample, tmp_path))
    harm(only(tmp_path))
    assert replies(Asking(sample, tmp_path)) == first


def test_a_changed_course_is_never_answered_from_what_was_kept(
    edited: Edit, tmp_path: Path
) -> None:
    folder, kept = edited("course.yaml", "format", "format"), tmp_path / "kept"
    before = load_course(folder, tmp_path / "courses")
    assert before.glossary[0].id not in Asking(before, kept).ask(ZEBRA, "en").passages
    terms = folder / "glossary.yaml"
    old = before.glossary[0].definition["en"]
    terms.write_text(terms.read_text(encoding="utf-8").replace(old, ZEBRA), encoding="utf-8")
    after = load_course(folder, tmp_path / "courses")
    assert after.glossary[0].id in Asking(after, kept).ask(ZEBRA, "en").passages


def test_of_a_course_that_is_not_kept_nothing_is(sample: Course, tmp_path: Path) -> None:
    made = replace(sample, glossary=(), files="")
    assert replies(Asking(made, tmp_path)) == replies(Asking(made))
    assert not list(tmp_path.iterdir())


def test_a_folder_that_takes_no_file_costs_only_time(sample: Course, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file stands where the folder would be")
    assert replies(Asking(sample, taken)) == replies(Asking(sample))


def test_several_at_once_leave_one_whole_file(sample: Course, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: replies(Asking(sample, tmp_path)), range(4)))
    assert all(each == found[0] for each in found)
    assert ready.cached(only(tmp_path), ready.Ready) is not None
