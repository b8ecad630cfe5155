"""The text itself: what it is read from, how it is paired with a course, who gets to see it."""

import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taiwa.course.course import Course
from taiwa.course.essay import Essay, read_essay
from taiwa.course.loading import load_course
from taiwa.errors import ContentError
from tests.conftest import SAMPLE, examples
from tests.test_places import Said, said

__all__ = ["said"]

JA = """# 川と橋

## 一　川

川の{段落|だんらく}です。

川の二つ目です。

## 二　橋

橋の段落です。

橋の二つ目は
二行です。
"""
EN = """# Rivers and bridges

## 1. The rivers

On rivers.

On rivers, again.

## 2. The bridges

On bridges.

On bridges,
on two lines.
"""
FOUR = "川の一。\n\n川の二。\n\n橋の一。\n\n橋の二。\n"

Shelf = Callable[..., Path]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A folder with the text in some languages."""

    def laid(**texts: str | bytes) -> Path:
        folder = tmp_path / "shelf"
        folder.mkdir(exist_ok=True)
        for language, text in texts.items():
            raw = text if isinstance(text, bytes) else text.encode()
            (folder / f"essay.{language}.md").write_bytes(raw)
        return folder

    return laid


def read(course: Course, folder: Path) -> Essay:
    found = read_essay(course, [folder])
    assert found is not None
    return found


def wrong(course: Course, folder: Path) -> str:
    with pytest.raises(ContentError) as told:
        read_essay(course, [folder])
    return "\n".join(map(str, told.value.problems))


def test_both_languages_stand_paragraph_beside_paragraph(sample: Course, shelf: Shelf) -> None:
    essay = read(sample, shelf(ja=JA, en=EN))
    assert essay.languages == ("ja", "en")
    assert essay.title == {"ja": "川と橋", "en": "Rivers and bridges"}
    first, second = (section.id for section in sample.sections)
    assert essay.headings[first] == {"ja": "一　川", "en": "1. The rivers"}
    assert essay.paragraphs[first][1] == {"ja": "川の二つ目です。", "en": "On rivers, again."}
    assert essay.paragraphs[second][1] == {
        "ja": "橋の二つ目は二行です。",
        "en": "On bridges, on two lines.",
    }


def test_the_first_folder_that_has_a_language_gives_it(sample: Course, shelf: Shelf) -> None:
    folder, own = shelf(ja=JA, en=EN), shelf().parent / "own"
    own.mkdir()
    (own / "essay.ja.md").write_text(FOUR, encoding="utf-8")
    essay = read_essay(sample, [own, folder])
    assert essay is not None
    assert essay.paragraphs[sample.sections[0].id][0] == {"ja": "川の一。", "en": "On rivers."}
    assert read_essay(sample, [own.parent]) is None


@pytest.mark.parametrize(
    "text",
    [
        FOUR,  # no heading at all
        JA.replace(
            "# 川と橋", "# 川と橋\n\nこの写しについて。"
        ),  # something before the first heading
        JA.replace("## 一　川\n\n", "").replace("## 二", "### 二"),
        "川と橋\n\n川について\n\n川の一。\n\n川の二。\n\n橋について\n\n橋の一。\n\n橋の二。",
        FOUR.replace("川の一", "# 川\n\n## 序\n川の一").replace("橋の二", "## 終わり\n橋の二"),
        FOUR.replace("\n", "\r\n")
        .replace("橋の一", "¶1 橋の一")
        .replace("川の二", "---\n\n川の二"),
        "\ufeff" + FOUR.replace("川の一", "川\u00adの一").replace("橋の一", "\f橋の一"),
    ],
)
def test_a_copy_with_other_headings_or_none_fits_by_its_paragraphs(
    sample: Course, shelf: Shelf, text: str
) -> None:
    essay = read(sample, shelf(ja=text))
    told = [each["ja"] for texts in essay.paragraphs.values() for each in texts]
    assert [text[0] for text in told] == ["川", "川", "橋", "橋"]
    assert essay.languages == ("ja",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            JA.replace("\n\n川の二", "\n川の二"),
            "essay.ja.md:3:1: paragraphs of section 1: 1 here, 2",
        ),
        (JA + "\n三つ目です。\n", "essay.ja.md:9:1: paragraphs of section 2: 3 here, 2"),
        (JA + "\n## 三\n\n三つ目です。\n", "sections: 3 here, 2 in the course; paragraphs: 5"),
        ("", "essay.ja.md:1:1: there is no paragraph in it"),
        (
            JA.replace("橋の段落", "橋の\x1b[2J段落"),
            "11:1: a text can't hold the invisible character",
        ),
        (JA.replace("橋の段落", "橋\u202eの段落"), "character U+202E"),
        pytest.param(
            JA.replace("橋の段落", "橋" * 10_001), "longer than 10,000 characters", id="paragraph"
        ),
        pytest.param(
            FOUR + "\n\n一。" * 1_000, "a text may have 1,000 paragraphs", id="paragraphs"
        ),
        pytest.param("一" * 1_500_000, "larger than 4,000,000 bytes", id="large"),
        (JA.encode("shift_jis"), "not UTF-8 text but Shift_JIS"),
        (b"\xff\x00" * 9, "not UTF-8 text"),
    ],
)
def test_what_is_no_text_of_the_course_is_told_with_its_line(
    sample: Course, shelf: Shelf, text: str | bytes, why: str
) -> None:
    assert why in wrong(sample, shelf(ja=text))


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_only_a_file_of_the_folder_is_read(sample: Course, shelf: Shelf, kind: str) -> None:
    folder = shelf()
    file = folder / "essay.ja.md"
    if kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        (folder.parent / "secret").write_text(FOUR, encoding="utf-8")
        file.symlink_to(folder.parent / "secret")
    assert "essay.ja.md:1:1: " in wrong(sample, folder)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=6))
@examples(0.5)
def test_any_file_is_the_text_or_told(sample: Course, shelf: Shelf, blocks: Sequence[str]) -> None:
    folder = shelf(ja="\n\n".join(blocks))
    try:
        essay = read_essay(sample, [folder])
    except ContentError:
        return
    assert essay is not None
    counts = [len(texts) for texts in essay.paragraphs.values()]
    assert counts == [section.paragraphs for section in sample.sections]


def test_check_tells_what_is_wrong_with_the_text_beside_a_course(
    said: Said, edited: Callable[..., Path]
) -> None:
    folder = edited("course.yaml", "format: 1", "format: 1")
    (folder / "essay.en.md").write_text(EN, encoding="utf-8")
    assert "no problems" in said("check", str(folder))
    (folder / "essay.en.md").write_text(EN + "\nOne more.\n", encoding="utf-8")
    (folder / "Essay.md").write_text(EN, encoding="utf-8")
    told = said("check", str(folder), status=1)
    assert "essay.en.md:9:1: paragraphs of section 2: 3 here, 2 in the course" in told
    assert "Essay.md:1:1: no text is read from this file: name it essay.ja.md, essay.en.md" in told


def test_the_learners_own_copy_is_kept_in_the_language_that_it_is_in(
    said: Said, tmp_path: Path
) -> None:
    course = ("--content", str(SAMPLE))
    (tmp_path / "my copy.txt").write_text(EN, encoding="utf-8")
    assert said(*course, "set", "essay").startswith("essay off")
    told = said(*course, "set", "essay", str(tmp_path / "my copy.txt"))
    assert "The text in English is a page now" in told
    home = Path(os.environ["TAIWA_HOME"]) / "courses" / "sample" / "essay"
    assert (home / "essay.en.md").read_text(encoding="utf-8") == EN
    assert stat.S_IMODE((home / "essay.en.md").stat().st_mode) == 0o600
    (tmp_path / "ja").write_text(JA, encoding="utf-8")
    said(*course, "set", "essay", str(tmp_path / "ja"))
    assert "essay ja en  (FILE|off)" in said(*course, "set")
    assert said(*course, "set", "essay", "off").startswith("essay off")
    assert not list(home.iterdir())


def test_a_copy_that_is_not_the_text_is_told_and_the_one_before_stays(
    said: Said, tmp_path: Path
) -> None:
    course = ("--content", str(SAMPLE))
    (tmp_path / "good").write_text(JA, encoding="utf-8")
    (tmp_path / "bad").write_text(JA + "\n二。\n", encoding="utf-8")
    said(*course, "set", "essay", str(tmp_path / "good"))
    assert "bad:9:1: paragraphs of section 2: 3 here" in said(
        *course, "set", "essay", str(tmp_path / "bad"), status=1
    )
    assert said(*course, "set", "essay").startswith("essay ja")


def test_another_text_of_as_many_paragraphs_is_told(said: Said, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(SAMPLE, folder)
    terms = ("dyke", "ferry", "levee", "ford", "weir")
    (folder / "glossary.csv").write_text(
        "ja,en,reading,definition_ja,definition_en,example_ja,example_en\n"
        + "".join(
            f"水{each},{each},みず,もの。,A thing.,水{each}です。,A {each}.\n" for each in terms
        ),
        encoding="utf-8",
    )
    course = ("--content", str(folder))
    other = EN.replace("rivers", "cats").replace("bridges", "dogs")
    (tmp_path / "other").write_text(other, encoding="utf-8")
    (tmp_path / "own").write_text(EN.replace("On rivers.", ", ".join(terms)), encoding="utf-8")
    assert "if it is another text" in said(*course, "set", "essay", str(tmp_path / "other"))
    assert "if it is another text" not in said(*course, "set", "essay", str(tmp_path / "own"))


@pytest.mark.thorough
def test_the_text_is_in_no_export_and_no_backup(said: Said, tmp_path: Path) -> None:
    course = ("--content", str(SAMPLE))
    (tmp_path / "mine").write_text(EN.replace("On rivers.", "Unheard-of words."), encoding="utf-8")
    said(*course, "set", "essay", str(tmp_path / "mine"))
    for form in ("json", "csv", "gift", "markdown", "anki"):
        said(*course, "export", "--format", form, "--out", str(tmp_path / f"out.{form}"))
    said(*course, "set", "day", "30")
    home = Path(os.environ["TAIWA_HOME"])
    written = [*tmp_path.glob("out.*"), *home.rglob("*.db"), *home.rglob("*.json")]
    assert len(written) > 5
    assert not any(b"Unheard-of" in path.read_bytes() for path in written)


def test_a_pack_holds_the_text_beside_the_course_and_says_so(
    said: Said, edited: Callable[..., Path], tmp_path: Path
) -> None:
    folder = edited("course.yaml", "id: sample", "id: rivers")
    (folder / "essay.ja.md").write_text(JA, encoding="utf-8")
    pack = tmp_path / "rivers.taiwa"
    assert "The text itself is in it, too: essay.ja.md." in said(
        "pack", str(folder), "--out", str(pack)
    )
    assert "essay.ja.md" in zipfile.ZipFile(pack).namelist()
    said("courses", "add", str(pack))
    assert said("--course", "rivers", "set", "essay").startswith("essay ja")


def test_a_course_says_whether_its_text_is_searched(edited: Callable[..., Path]) -> None:
    assert not load_course(SAMPLE).search_essay
    assert load_course(
        edited("course.yaml", "format: 1", "format: 1\nsearch_essay: true")
    ).search_essay
