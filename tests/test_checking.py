"""The linter: each rule finds what it is for, at its place, and nothing in a sound course."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from taiwa.course.checking import check_course
from taiwa.course.loading import load_with_places
from taiwa.course.locking import FILE as LOCK
from taiwa.course.locking import lock_lines
from taiwa.course.originality import FILE as FINGERPRINT
from taiwa.course.originality import Fingerprint
from taiwa.tutor.explaining import KeyPoint, grade_explanation
from taiwa.tutor.grading import grade_typed
from tests.conftest import SAMPLE

Edit = Callable[..., Path]


def findings(folder: Path) -> list[str]:
    course, places = load_with_places(folder)
    found = check_course(
        course,
        places,
        folder,
        lambda answer, accepted, language: grade_typed(answer, accepted, language).verdict,
        lambda answer, points, language: grade_explanation(
            answer, [KeyPoint(p[0], p) for p in points], language
        ),
    )
    return [str(problem) for problem in found]


def test_a_sound_course_has_no_findings() -> None:
    assert findings(SAMPLE) == []


LONG = "橋は二つの岸を結びますが、それだけではなく、町と町、人と人をも結びつけていくものです。"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "bridges.yaml",
            "recap: {ja: 橋は岸を結びます。, en: Bridges join banks.}",
            f"recap: {{ja: {LONG}, en: Bridges join the banks of rivers.}}",
            "bridges.yaml:2:1: bridges: the languages differ in length",
        ),
        ("rivers.yaml", "川は町を育てます。", "川は町を育てます.", "mixed up at 'す.'"),
        ("rivers.yaml", "川は町を育てます。", "川は Tone を指します。", "mixed up at 'は T'"),
        ("glossary.yaml", "reading: かわ", "reading: kawa", "'kawa' is not hiragana"),
        ("rivers.yaml", "|とねがわ}", "|tone}", "'tone' of 利根川 is not hiragana"),
        ("rivers.yaml", 'source: ["rivers ¶2"]', 'source: ["rivers ¶7"]', "no paragraph"),
        ("rivers.yaml", "en: the road", "en: the river", "en: two options are the same"),
        ("bridges.yaml", "[人が渡れる,", "[両岸をつなぐ,", "is known as 1, 2, not as 1"),
        (
            "rivers.yaml",
            'answers: {ja: ["1974"], en: ["1974"]}',
            'answers: {ja: ["1974"], en: ["1947"]}',
            "the grader accepts the mistake '1947'",
        ),
    ],
)
def test_a_rule_finds_what_it_is_for(
    edited: Edit, file: str, old: str, new: str, told: str
) -> None:
    found = findings(edited(file, old, new))
    assert any(told in line for line in found), found


def test_an_id_that_is_gone_is_told(edited: Edit) -> None:
    folder = edited("bridges.yaml", "bridges.q02", "bridges.q02b")
    course, _ = load_with_places(SAMPLE)
    (folder / LOCK).write_text("\n".join(lock_lines(course)), encoding="utf-8")
    assert any("bridges.q02: released under this id, and gone now" in x for x in findings(folder))


def test_a_changed_answer_key_needs_a_new_revision(edited: Edit) -> None:
    folder = edited("rivers.yaml", "answer: true", "answer: false")
    course, _ = load_with_places(SAMPLE)
    (folder / LOCK).write_text("\n".join(lock_lines(course)), encoding="utf-8")
    assert any(
        "rivers.q04: the answer key has changed: raise 'revision'" in x for x in findings(folder)
    )
    text = (folder / "rivers.yaml").read_text(encoding="utf-8")
    raised = text.replace("id: rivers.q04\n", "id: rivers.q04\n    revision: 2\n")
    (folder / "rivers.yaml").write_text(raised, encoding="utf-8")
    assert findings(folder) == []


def test_a_sentence_of_the_text_that_is_taught_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(SAMPLE, folder)
    text = "Long ago the Tone river was said to have raised the town."
    (folder / FINGERPRINT).write_text(str(Fingerprint.take(text)), encoding="ascii")
    assert findings(folder) == []
    text = "Here the author argues that the Tone river raised the town, and more."
    (folder / FINGERPRINT).write_text(str(Fingerprint.take(text)), encoding="ascii")
    assert any("rivers.source: repeats the text that is taught" in x for x in findings(folder))


def test_a_fingerprint_tells_nothing_of_the_text() -> None:
    told = str(Fingerprint.take("この文はどこにも残りません。" * 3))
    assert all(character in "0123456789abcdef\n" for character in told)


@pytest.mark.parametrize("name", [FINGERPRINT, LOCK])
def test_what_stands_beside_a_course_and_can_not_be_read_is_told(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(SAMPLE, folder)
    (folder / name).write_bytes(b"rivers.q01\n\xff")
    assert f"{name}:2:1: not UTF-8 text" in findings(folder)
    (folder / name).unlink()
    (folder / name).mkdir()
    assert f"{name}:1:1: not a regular file" in findings(folder)
