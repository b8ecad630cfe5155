"""The linter: each rule finds what it is for, at its place, and nothing in a sound course."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from taiwa.cli import main
from taiwa.course import check
from taiwa.course.advice import advise
from taiwa.course.check import check_course
from taiwa.course.loading import load_with_places
from taiwa.course.originality import FINGERPRINT, Fingerprint
from taiwa.course.release import LOCK, lock_lines
from taiwa.paths import shipped, shipped_id
from taiwa.study.checking import find_advice
from taiwa.tutor.explaining import KeyPoint, explanation_grader
from taiwa.tutor.grade.shortlist import Shortlist
from taiwa.tutor.grading import grade_by_rules
from tests.conftest import SAMPLE
from tests.eval.halves import IWAKURA

Edit = Callable[..., Path]


def findings(folder: Path) -> list[str]:
    course, places = load_with_places(folder)
    found = check_course(
        course,
        places,
        folder,
        lambda answer, accepted, language: grade_by_rules(answer, accepted, language).verdict,
        Shortlist,
        lambda points, language: explanation_grader([KeyPoint(p[0], p) for p in points], language),
    )
    return [str(problem) for problem in found]


def advice(folder: Path) -> list[str]:
    return list(map(str, find_advice(*load_with_places(folder), folder)))


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
            "bridges.yaml:15:9: bridges: the languages differ in length",
        ),
        ("rivers.yaml", "川は町を育てます。", "川は町を育てます.", "mixed up at 'す.'"),
        ("rivers.yaml", "川は町を育てます。", "川は Tone を指します。", "mixed up at 'は T'"),
        ("glossary.yaml", "reading: かわ", "reading: kawa", "'kawa' is not in kana"),
        ("rivers.yaml", "|とねがわ}", "|tone}", "'tone' of 利根川 is not in kana"),
        ("rivers.yaml", 'source: ["rivers ¶2"]', 'source: ["rivers ¶7"]', "not a paragraph"),
        ("rivers.yaml", "en: the road", "en: the river", "en: two options are the same"),
        (
            "bridges.yaml",
            "[人が渡れる,",
            "[両岸をつなぐ,",
            "is recognised as point 1, 2; it should be point 1",
        ),
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


MARKS = {
    "{利根川｜とねがわ}は長い。": "'{利根川｜とねがわ}' is not a reading: write {利根川|とねがわ}",
    "｛利根川｜とねがわ｝は長い。": "｝' is not a reading: write {利根川|とねがわ}",
    "{利根川|とね|がわ}は長い。": "'{利根川|とね|がわ}' is not a reading: write {利根川|とねがわ}",
    "｜利根川《とねがわ》は長い。": "》' is not a reading: write {利根川|とねがわ}",
    "長い利根川《とねがわ》。": "'利根川《とねがわ》' is not a reading: write {利根川|とねがわ}",
    "長い利根川[とねがわ]。": "'利根川[とねがわ]' is not a reading: write {利根川|とねがわ}",
    "<ruby>利根川<rt>とねがわ</rt></ruby>は長い。": "is not a reading: write {利根川|とねがわ}",
    "{利根川|とねがわは長い。": "'{' is left over: a reading is written {漢字|かんじ}",
    "利根川｝は長い。": "'｝' is left over",
    "{利根川|とねがわ}}は長い。": "'}' is left over",
}


@pytest.mark.parametrize("text", MARKS)
def test_a_reading_that_would_be_shown_with_its_marks_is_told_at_its_place(
    edited: Edit, text: str
) -> None:
    (found, *_) = findings(edited("rivers.yaml", "ja: 川は町を育てます。", f'ja: "{text}"'))
    assert found.startswith("rivers.yaml:5:7: rivers: ")
    assert MARKS[text] in found


def test_marks_of_japanese_are_no_readings(edited: Edit) -> None:
    text = "《平家物語》は「諸行無常」[注]で始まります。"
    assert findings(edited("rivers.yaml", "川は町を育てます。", f'"{text}"')) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rivers.yaml", "accepted: {en: [river]}", 'accepted: {en: [river, "{川|かわ}"]}'),
        ("bridges.yaml", "[人が渡れる,", '["{人|ひと}が渡れる",'),
    ],
)
def test_what_is_compared_with_typed_text_holds_no_reading(
    edited: Edit, file: str, old: str, new: str
) -> None:
    assert any("can't hold a reading" in line for line in findings(edited(file, old, new)))


def test_a_text_that_two_things_share_is_told_at_both_places(edited: Edit) -> None:
    folder = edited("rivers.yaml", "記録では9月です。", "水が流れます.")
    text = (folder / "rivers.yaml").read_text(encoding="utf-8")
    (folder / "rivers.yaml").write_text(text.replace("水が流れます。", "水が流れます."), "utf-8")
    told = [line.split(": ")[:2] for line in findings(folder)]
    assert told == [["rivers.yaml:23:12", "rivers.flood"], ["rivers.yaml:40:10", "rivers.q01"]]


def test_a_term_in_kana_reads_as_it_is_written(edited: Edit) -> None:
    new = "term: {ja: アパート, en: flat}\n    reading: アパート\n"
    old = "term: {ja: 川, en: river}\n    reading: かわ\n"
    for written in (new, new.replace("    reading: アパート\n", "")):
        folder = edited("glossary.yaml", old, written)
        assert not any("reading" in line for line in findings(folder))
        course, _ = load_with_places(folder)
        assert course.terms["river"].reading == "アパート"
        (drill, *_) = (q for q in course.vocabulary if q.id == "river.to-en")
        assert drill.explanation["ja"].startswith("アパート（flat）：")
        assert drill.explanation["en"].startswith("flat (アパート): ")


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


ENGLISH = "here the author argues that the Tone river raised the town"
JAPANESE = "利根川が町を育てたと著者は述べ、町はその後も川とともに大きくなったと書いています。"


def test_a_sentence_of_the_text_that_is_taught_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(SAMPLE, folder)
    text = "Long ago the Tone river was said to have raised the town."
    (folder / FINGERPRINT).write_text(str(Fingerprint.take(text)), encoding="ascii")
    assert findings(folder) == []
    text = "Here the author argues that the Tone river raised the town, and more."
    (folder / FINGERPRINT).write_text(str(Fingerprint.take(text)), encoding="ascii")
    assert any("rivers.source: repeats the text that is taught" in x for x in findings(folder))


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE, JAPANESE + ENGLISH, JAPANESE + "NATO (2022)"])
def test_a_repeat_is_found_in_the_language_that_the_text_has(text: str) -> None:
    fingerprint = Fingerprint.take(text)
    assert bool(fingerprint.repeats(f"And {ENGLISH}!")) == (ENGLISH in text)
    assert bool(fingerprint.repeats(f"{JAPANESE[3:40]}…")) == (JAPANESE in text)


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
    assert f"{name}:1:1: not a regular file: put a copy of the file itself here" in findings(folder)


@pytest.mark.thorough
def test_a_large_course_which_several_processes_check_has_the_same_problems(
    edited: Edit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = edited("rivers.yaml", "川は町を育てます。", "川は町を育てます.")
    bridges = folder / "bridges.yaml"
    text = bridges.read_text(encoding="utf-8").replace("[人が渡れる,", "[両岸をつなぐ,")
    bridges.write_text(text, encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    alone = capsys.readouterr().out
    assert "rivers.yaml" in alone
    assert "bridges.yaml" in alone
    monkeypatch.setattr(check, "MANY", 1)
    monkeypatch.setattr(check, "AT_ONCE", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert main(["check", str(folder)]) == 1
    assert capsys.readouterr().out == alone


def test_a_large_course_is_checked_beside_a_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a thread, where no signal can be set aside for the processes that would share the work."""
    alone = findings(SAMPLE)
    monkeypatch.setattr(check, "MANY", 1)
    monkeypatch.setattr(check, "AT_ONCE", 1)
    with ThreadPoolExecutor(1) as beside:
        assert beside.submit(findings, SAMPLE).result() == alone


def test_what_could_be_better_is_told_where_nothing_is_wrong(
    edited: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = edited("course.yaml", "id: sample", "id: another")
    assert main(["--lang", "en", "check", str(folder)]) == 0
    told = capsys.readouterr().out
    assert f"{folder}: no problems.\nWhat could be better:\n" in told
    assert "bridges.yaml:2:1: bridges: no lesson step asks q02, q03, q04: they come in" in told
    assert (
        "bridges.q04: fewer than 8 ways to put a point: 1 (ja) 2, 1 (en) 2, 2 (ja) 2, 2 (en) 2;"
        in told
    )
    assert "another: no ids are locked yet: taiwa check --lock" in told
    assert "that of the course that comes with taiwa" not in told


def test_a_title_in_the_texts_that_the_grader_does_not_know_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(IWAKURA / "course", folder)
    file = folder / "section-1.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("Iwakura Tomomi led them", "At their head stood Steward Iwakura Tomomi", 1)
    file.write_text(text.replace("公家の出身で", "岩倉主計頭長は公家の出身で", 1), encoding="utf-8")
    told = [each for each in advice(folder) if "the grader does not take" in each]
    assert len(told) == 2
    assert all("section-1.q02: the texts say '" in each for each in told)
    assert any("'Steward Iwakura Tomomi'" in each and "(en): add it" in each for each in told)
    assert any("'岩倉主計頭長'" in each and "for '岩倉' (ja)" in each for each in told)


def test_a_question_of_the_course_that_its_tutor_declines_is_told(edited: Edit) -> None:
    found = advice(
        edited(
            "rivers.yaml", "In which year was the great flood?", "How many angels dance on a pin?"
        )
    )
    assert any("tell the tutor nothing on" in each and "(en)" in each for each in found)


def test_an_answer_kept_to_try_the_grader_that_it_reads_otherwise_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(SAMPLE.parent / "sample2", folder)
    assert not any("kept as" in each for each in advice(folder))
    file = folder / "ferry.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("en: [ferries and bridges]", "en: [in a flood no boat can leave]", 1)
    text = text.replace("answer: In a flood no boat can leave.", "answer: Ducks like to swim.", 1)
    file.write_text(text, encoding="utf-8")
    told = [each for each in advice(folder) if "kept as" in each]
    assert len(told) == 2
    assert "kept as wrong, but the grader ticks key point 1 (en): in a flood" in told[0]
    assert "neither ticks nor asks about key point 1 (en): Ducks like to swim." in told[1]


def test_a_question_that_says_its_own_answer_is_told(edited: Edit) -> None:
    found = advice(edited("glossary.yaml", "en: A way for water.", "en: A river is a way."))
    assert any("river: the question itself says 'river', which" in each for each in found)


def test_a_term_of_one_name_in_both_languages_is_not_asked_to_be_translated(edited: Edit) -> None:
    new = "term: {ja: 川, en: river}\n    also: {en: [川]}"
    course, _ = load_with_places(edited("glossary.yaml", "term: {ja: 川, en: river}", new))
    names = {drill.id for drill in course.vocabulary}
    assert "river.to-en" not in names
    assert "river.name" in names


def test_a_phrase_that_its_examples_lack_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(SAMPLE.parent / "sample2", folder)
    file = folder / "ferry.yaml"
    text = file.read_text(encoding="utf-8")
    assert not any("sentences and collocations" in each for each in advice(folder))
    file.write_text(text.replace("en: [to take a ferry, by ferry]", "en: [by ferry]"), "utf-8")
    assert any("ferry.v02: 'to take a ferry' is in none of" in each for each in advice(folder))


def test_a_copied_id_is_told(edited: Edit) -> None:
    found = advice(edited("course.yaml", "id: sample", f"id: {shipped_id()}"))
    assert any("is that of the course that comes with taiwa" in each for each in found)
    course, places = load_with_places(shipped("content"))
    found = advise(
        course, places, shipped("content"), lambda *_: True, lambda *_: True, lambda *_: ((), ())
    )
    assert not any("comes with taiwa" in str(each) for each in found)
