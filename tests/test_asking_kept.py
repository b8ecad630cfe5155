"""What asking makes of a course is kept in the cache folder, and made again whenever it must be."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.tutor.ask import ready
from taiwa.tutor.asking import Asking

QUESTIONS = (
    ("what is a river?", "en"),
    ("how many bridges are there", "en"),
    ("川とは何ですか", "ja"),
    ("why?", "en"),
)


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
    sample: Course, tmp_path: Path
) -> None:
    Asking(sample, tmp_path)
    term = sample.glossary[0]
    other = replace(
        term, definition=dict.fromkeys(term.definition, "A striped zebra of the savannah.")
    )
    changed = replace(sample, glossary=(other, *sample.glossary[1:]))
    reply = Asking(changed, tmp_path).ask("a striped zebra of the savannah", "en")
    assert term.id in reply.passages


def test_a_folder_that_takes_no_file_costs_only_time(sample: Course, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file stands where the folder would be")
    assert replies(Asking(sample, taken)) == replies(Asking(sample))


def test_several_at_once_leave_one_whole_file(sample: Course, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: replies(Asking(sample, tmp_path)), range(4)))
    assert all(each == found[0] for each in found)
    assert ready.cached(only(tmp_path), ready.Ready) is not None
