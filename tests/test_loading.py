"""A course folder: what it becomes, and every problem told with file, line and column."""

import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from taiwa.course import loading
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.model import Typed
from taiwa.course.problems import Problems
from taiwa.course.yaml_source import Parser
from taiwa.errors import ContentError
from tests.conftest import SAMPLE

Edit = Callable[..., Path]


def problems(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_course(folder)
    return [str(problem) for problem in caught.value.problems]


def test_every_type_of_question_is_read(sample: Course) -> None:
    assert {q.type for q in sample.all_questions()} == {
        "choice",
        "choices",
        "true_false",
        "year",
        "typed",
        "cloze",
        "match",
        "order",
        "explain",
    }


def test_a_plain_no_stays_a_word(edited: Edit) -> None:
    course = load_course(edited("rivers.yaml", "accepted: {en: [river]}", "accepted: {en: [no]}"))
    question = course.questions["rivers.q02"]
    assert isinstance(question, Typed)
    assert question.accepted == {"en": ("no",)}


def test_a_misspelt_key_names_the_nearest_one(edited: Edit) -> None:
    found = problems(edited("bridges.yaml", "recap:", "recpa:"))
    assert "bridges.yaml:15:1: file: unknown key 'recpa'; did you mean 'recap'?" in found
    assert "bridges.yaml:1:1: file: the key 'recap' is missing" in found


def test_problems_of_several_files_come_in_one_run(edited: Edit) -> None:
    folder = edited("bridges.yaml", "kind: fact", "kind: fcat")
    text = (folder / "rivers.yaml").read_text(encoding="utf-8")
    (folder / "rivers.yaml").write_text(text.replace("en: the castle", "fr: le chateau"))
    found = problems(folder)
    assert "bridges.yaml:19:5: 'kind' can't be 'fcat'; did you mean 'fact'?" in found
    assert any(line.startswith("rivers.yaml:") and "'en' is missing" in line for line in found)
    assert any("unknown key 'fr'" in line for line in found)


def test_a_key_that_stands_twice_is_a_problem(edited: Edit) -> None:
    found = problems(edited("rivers.yaml", "id: rivers\n", "id: rivers\nid: rivers\n"))
    assert found == ["rivers.yaml:3:1: the key 'id' is here twice: leave one out"]


def test_a_reference_to_nothing_names_the_nearest_id(edited: Edit) -> None:
    found = problems(edited("bridges.yaml", "then: [bridges.q01]", "then: [bridges.q1]"))
    assert found == [
        "bridges.yaml:14:5: no question has the id 'bridges.q1'; did you mean 'bridges.q01'?"
    ]


def test_of_a_file_that_can_not_be_read_only_its_own_problem_is_told(edited: Edit) -> None:
    """Not that it is missing, nor the ids in it."""
    found = problems(edited("rivers.yaml", "id: rivers\n", "id: 'rivers\n"))
    assert len(found) == 1
    assert found[0].startswith("rivers.yaml:")
    assert "the quote that opens here is not closed" in found[0]


def test_an_id_used_twice_is_told_with_its_first_file(edited: Edit) -> None:
    found = problems(edited("bridges.yaml", "- id: bridges.q02", "- id: rivers.q01"))
    assert any("the id 'rivers.q01' is taken in rivers.yaml" in line for line in found)


def test_a_choice_needs_exactly_one_right_option(edited: Edit) -> None:
    found = problems(edited("rivers.yaml", ", correct: true}", "}"))
    assert any("exactly one option must be correct" in line for line in found)


def test_a_cloze_needs_its_gap(edited: Edit) -> None:
    found = problems(edited("bridges.yaml", "joins two ____.", "joins two banks."))
    assert found == ["bridges.yaml:21:5: en: needs exactly one gap ____"]


def test_a_section_without_a_file_is_told(edited: Edit) -> None:
    found = problems(edited("course.yaml", "[rivers, bridges]", "[rivers, bridges, roads]"))
    assert (
        "course.yaml:6:1: there is no file 'roads.yaml': make it, or take its name out here"
        in found
    )


def test_a_folder_without_a_course_is_told(tmp_path: Path) -> None:
    assert "no course here" in problems(tmp_path)[0]


UNTEACHABLE = {
    "course.yaml:5:1: a course has the languages ja and en, in": ("course", "[ja, en]", "[ja]"),
    "course.yaml:5:1: a course has the languages ja and en": ("course", "[ja, en]", "[ja, en, de]"),
    "'en' needs at least one entry": ("rivers", "accepted: {en: [river]}", "accepted: {en: []}"),
    "'rivers q5' can't be an id: use letters, digits": (
        "rivers",
        "id: rivers.q05",
        "id: rivers q5",
    ),
    "'rivers ¶²' names no paragraph": ("rivers", "rivers ¶2", "rivers ¶²"),
    "longer than 10,000 characters": ("rivers", "en: Rivers raise", f"en: {'Rivers' * 2_000}"),
    "'kind' can't be 'factfactfact": ("rivers", "kind: fact", f"kind: {'fact' * 2_000}"),
    "can't hold the invisible character U+001B": ("rivers", "kind: fact", 'kind: "f\\e[31m"'),
    "'1947-13' is not a date": ("timeline", '"1947-09"', '"1947-13"'),
    "'１９４７' is not a date": ("timeline", '"1947-09"', '"１９４７"'),
}


@pytest.mark.parametrize("told", UNTEACHABLE)
def test_what_can_not_be_taught_is_told(edited: Edit, told: str) -> None:
    name, old, new = UNTEACHABLE[told]
    found = problems(edited(f"{name}.yaml", old, new))
    assert any(told in line for line in found), found
    assert all(len(line) < 400 for line in found)


def test_reading_stops_where_there_are_too_many_problems(edited: Edit) -> None:
    refers = ", ".join(f"t{number}" for number in range(1_000))
    found = problems(edited("rivers.yaml", "terms: [river]", f"terms: [{refers}]"))
    assert len(found) == 501
    assert found[-1].endswith("500 problems so far: fix these first")


def test_the_nearest_word_is_looked_for_a_few_times_only() -> None:
    found = Problems()
    hints = [found.nearest("brige", ["river", "bridge"]) for _ in range(31)]
    assert hints == ["bridge"] * 30 + [""]


ENCODINGS = {
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16-LE",
    "utf-32": "UTF-32",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_in_another_encoding_is_told_with_its_name(edited: Edit, encoding: str) -> None:
    """And only that: not that it is missing."""
    folder = edited("course.yaml", "format", "format")
    text = (folder / "rivers.yaml").read_text(encoding="utf-8").replace("¶", "")
    (folder / "rivers.yaml").write_bytes(text.encode(encoding))
    (found,) = problems(folder)
    assert found.startswith("rivers.yaml:")
    assert found.endswith(f": not UTF-8 text but {ENCODINGS[encoding]}: save it as UTF-8")


def test_bytes_that_are_not_utf8_are_told_with_their_line(edited: Edit) -> None:
    folder = edited("course.yaml", "format", "format")
    (folder / "rivers.yaml").write_bytes(b"format: 1\nid: \xff\xfe\n")
    assert problems(folder) == ["rivers.yaml:2:1: not UTF-8 text"]


def test_kana_in_two_pieces_are_put_together(edited: Edit) -> None:
    """As macOS writes them in file names, and some editors in texts."""
    split = "利根川と{利根川|とねか\u3099わ}はハ\u309aリにもありません。"
    folder = edited("rivers.yaml", "ja: 川は町を育てます。", f'ja: "{split}"')
    text = load_course(folder).sections[0].why["ja"]
    assert text == "利根川と{利根川|とねがわ}はパリにもありません。"


@pytest.mark.parametrize("ending", [".yml", ".YAML"])
@pytest.mark.parametrize("name", ["rivers", "course"])
def test_another_ending_of_a_file_is_told(edited: Edit, name: str, ending: str) -> None:
    folder = edited("course.yaml", "format", "format")
    (folder / f"{name}.yaml").rename(folder / f"{name}{ending}")
    told = (
        f"{name}{ending}:1:1: a course's files end in .yaml or .questions.md: name it {name}.yaml"
    )
    assert problems(folder) == [told]


def test_a_file_in_the_place_of_a_course_is_told(tmp_path: Path) -> None:
    (tmp_path / "course.zip").write_bytes(b"PK")
    told = ".:1:1: a file: a course is a folder with course.yaml in it"
    assert problems(tmp_path / "course.zip") == [told]


def test_another_programs_course_is_told(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("Course:\n  Language:\n    Name: Ladino\nModules: []\n")
    (found,) = problems(tmp_path)
    assert found.startswith("course.yaml:1:1: not a course of taiwa: it needs format, id, ")


def test_a_paragraph_of_many_digits_is_told(edited: Edit) -> None:
    found = problems(edited("rivers.yaml", "rivers ¶2", f"rivers ¶{'9' * 5_000}"))
    assert any("names no paragraph" in line for line in found)


def test_a_file_that_lies_outside_is_not_read(edited: Edit, tmp_path: Path) -> None:
    folder = edited("course.yaml", "format", "format")
    outside = tmp_path / "secret.yaml"
    outside.write_text("format: 1")
    (folder / "timeline.yaml").unlink()
    (folder / "timeline.yaml").symlink_to(outside)
    assert "timeline.yaml:1:1: the file lies outside the course folder" in problems(folder)


def test_a_fifo_does_not_hang_the_loader(edited: Edit) -> None:
    folder = edited("course.yaml", "format", "format")
    (folder / "timeline.yaml").unlink()
    os.mkfifo(folder / "timeline.yaml")
    assert "timeline.yaml:1:1: not a regular file: put a copy of the file itself here" in problems(
        folder
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [1, 2\n", "f.yaml:1:4: the bracket that opens here is not closed"),
        ("a: &x [1]\nb: *x\n", "f.yaml:2:4: the alias 'x' does not stand for a text"),
        ("[" * 100, "f.yaml:1:41: nested deeper than 40 levels"),
        ("? [a]\n: b\n", "f.yaml:1:3: a key must be plain text"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1: more than one document"),
        ("a: \x00", "f.yaml:1:1: not valid YAML"),
        ("a: !!python/object/apply:os.system [true]\nb: '", "f.yaml:2:"),
    ],
)
def test_hostile_yaml_is_a_problem_and_never_an_error(text: str, told: str) -> None:
    found = Problems()
    Parser(found).parse(text, "f.yaml")
    assert str(found.sorted()[0]).startswith(told)


def test_a_tag_can_not_construct_anything() -> None:
    found = Problems()
    assert Parser(found).parse("a: !!python/name:os.system x", "f.yaml") == {"a": "x"}
    assert not found.found


def test_a_course_read_before_comes_from_the_cache_and_is_the_same(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = load_course(SAMPLE, cache)
    kept = list(cache.glob("*.kept"))
    assert len(kept) == 1
    assert load_course(SAMPLE, cache) == first
    assert replace(first, files="") == load_course(SAMPLE)


def test_an_edited_course_does_not_come_from_the_cache(edited: Edit, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    load_course(SAMPLE, cache)
    folder = edited("rivers.yaml", "en: Rivers raise towns.", "en: Rivers feed towns.")
    assert load_course(folder, cache).sections[0].why["en"] == "Rivers feed towns."


def test_of_a_course_that_is_edited_the_newest_are_kept_and_of_others_all(
    edited: Edit, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    load_course(edited("course.yaml", "id: sample", "id: another"), cache)
    (cache / f"{'0' * 64}.kept").write_bytes(b"an earlier version's")
    for number in range(6):
        for file in cache.iterdir():
            os.utime(file, (0, file.stat().st_mtime - 60))
        why = f"Rivers raise {number} towns."
        folder = edited("rivers.yaml", "Rivers raise towns.", why)
        kept = load_course(folder, cache)
        assert load_course(folder, cache) == kept
        assert kept.sections[0].why["en"] == why
        assert (cache / f"{kept.id}.{kept.files}.kept").is_file()
        assert len(list(cache.glob("*.kept"))) <= 4
    assert len(list(cache.glob("another.*.kept"))) == 1
    assert len(list(cache.glob(f"{kept.id}.*.kept"))) == 3


def settled(cache: Path) -> None:
    """Let the note of the files seem to be written long after they were changed."""
    (note,) = cache.glob("*.seen")
    later = note.stat().st_mtime + 60
    os.utime(note, (later, later))


def test_files_that_are_as_they_were_are_not_read_again(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = load_course(SAMPLE, cache)
    load_course(SAMPLE, cache)
    settled(cache)
    with patch.object(loading, "_read", side_effect=AssertionError("it is known")):
        assert load_course(SAMPLE, cache) == first


def test_files_changed_just_before_they_were_noted_are_read_again(
    edited: Edit, tmp_path: Path
) -> None:
    """For a further change might bear the same time."""
    cache, folder = tmp_path / "cache", edited("course.yaml", "format", "format")
    load_course(folder, cache)
    unread = patch.object(loading, "_read", side_effect=OSError("it is read"))
    with unread, pytest.raises(ContentError):
        load_course(folder, cache)


def test_an_edit_of_the_same_length_and_time_is_noticed(edited: Edit, tmp_path: Path) -> None:
    cache, folder = tmp_path / "cache", edited("course.yaml", "format", "format")
    load_course(folder, cache)
    load_course(folder, cache)
    settled(cache)
    file = folder / "rivers.yaml"
    before = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("raise towns", "serve towns"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load_course(folder, cache).sections[0].why["en"] == "Rivers serve towns."


def test_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = load_course(SAMPLE, cache)
    (kept,) = cache.glob("*.kept")
    whole = kept.read_bytes()
    for damage in (b"", b"{", b'{"id": 1}', whole[:-1], whole.replace(b"1947", b"1949")):
        kept.write_bytes(damage)
        assert load_course(SAMPLE, cache) == first
