"""A course as one file: packed, handed out, added, updated, taken away."""

import io
import os
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from taiwa import paths
from taiwa.cli import main
from taiwa.course.loading import load_course
from taiwa.course.packs import pack
from taiwa.paths import record_of, shipped_id
from tests.test_places import IWAKURA, Said, answer_wrongly, said

__all__ = ["said"]


@pytest.fixture
def home() -> Path:
    return Path(os.environ["TAIWA_HOME"])


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    file = tmp_path / "iwakura.taiwa"
    file.write_bytes(pack(IWAKURA)[1])
    return file


@pytest.mark.thorough
def test_a_course_goes_from_one_machine_to_another_in_one_file(
    said: Said, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = said("pack", str(IWAKURA))
    assert "is in iwakura.taiwa. Whoever gets it adds it with: taiwa courses add" in told
    assert "taiwa opens it from now on" in said("courses", "add", "iwakura.taiwa")
    assert load_course(paths.added(home)["iwakura"]) == load_course(IWAKURA)
    assert "* iwakura: " in said("courses")
    assert f"  {shipped_id()}: " in said("courses")
    answer_wrongly(said)
    assert record_of(home, "iwakura").is_file()
    assert "Answers: 1" in said("scores")
    assert "Answers: 0" in said("--course", shipped_id(), "scores")
    assert f"* {shipped_id()}: " in said("courses", "use", shipped_id())
    assert "Answers: 0" in said("scores")


def test_nothing_that_taiwa_new_wrote_is_handed_out(said: Said, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    said("new", str(folder))
    course = load_course(folder)
    assert not course.glossary
    assert not course.timeline
    assert course.author["en"] == "Who wrote this text has not been told yet."
    told = said("pack", str(folder), "--out", str(tmp_path / "new.taiwa"), status=1)
    assert "Some texts (27) are still as taiwa new wrote them" in told
    assert not (tmp_path / "new.taiwa").exists()


def test_equal_courses_give_equal_packs_whatever_lies_beside_them(tmp_path: Path) -> None:
    shutil.copytree(IWAKURA, tmp_path / "course")
    (tmp_path / "course" / "notes.txt").write_text("not for the class")
    assert pack(tmp_path / "course")[1] == pack(IWAKURA)[1]


def test_a_newer_pack_keeps_what_was_answered(said: Said, packed: Path, tmp_path: Path) -> None:
    said("courses", "add", str(packed))
    answer_wrongly(said)
    newer = tmp_path / "newer"
    shutil.copytree(IWAKURA, newer)
    outline = newer / "course.yaml"
    outline.write_text(
        outline.read_text("utf-8").replace("The Iwakura", "Anew the Iwakura"), "utf-8"
    )
    assert "Anew" in said("courses", "add", str(newer))
    assert "Answers: 1" in said("scores")


@pytest.mark.thorough
def test_a_course_taken_away_leaves_its_record(said: Said, packed: Path, home: Path) -> None:
    said("courses", "add", str(packed))
    answer_wrongly(said)
    assert "What was answered in it is kept" in said("courses", "remove", "iwakura")
    assert f"* {shipped_id()}" in said("courses")
    assert record_of(home, "iwakura").is_file()
    told = said("courses", "remove", "iwakura", status=2)
    assert "There is no added course 'iwakura': none has been added yet." in told
    said("courses", "add", str(packed))
    assert "Answers: 1" in said("scores")


def zipped(files: Sequence[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", how) as archive:
        for name, raw in files:
            archive.writestr(name, raw)
    return written.getvalue()


FILES = [(path.name, path.read_bytes()) for path in sorted(IWAKURA.glob("*.yaml"))]


def test_a_folder_that_was_zipped_by_hand_is_read_and_nothing_else_of_it(
    said: Said, tmp_path: Path, home: Path
) -> None:
    more = [("__MACOSX/._course.yaml", b"x"), ("../up.yaml", b"x"), ("/etc/x.yaml", b"x")]
    inside = [(f"my course/{name}", raw) for name, raw in (*FILES, ("run.sh", b"rm"))]
    file = tmp_path / "my course.zip"
    file.write_bytes(zipped([*inside, *more]))
    said("courses", "add", str(file))
    assert sorted(path.name for path in paths.added(home)["iwakura"].iterdir()) == [
        name for name, _ in FILES
    ]
    assert not list(home.rglob("up.yaml"))


BOMB = b"# " + b"a" * 4_000_000
SPOILT: dict[str, Callable[[], bytes]] = {
    "no zip": lambda: b"PK no zip",
    "empty": lambda: b"",
    "cut off": lambda: pack(IWAKURA)[1][:-100],
    "spoilt inside": lambda: b"PK" + bytes(400) + pack(IWAKURA)[1][402:],
    "no course in it": lambda: zipped([("notes.yaml", b"a: b")]),
    "two courses": lambda: zipped([*FILES, *((f"b/{name}", raw) for name, raw in FILES)]),
    "packed otherwise": lambda: zipped(FILES, zipfile.ZIP_LZMA),
    "a text too long": lambda: zipped([*FILES, ("more.yaml", BOMB)]),
    "too much": lambda: zipped([*FILES, *((f"{n}.yaml", BOMB[:3_999_999]) for n in range(20))]),
    "too many": lambda: zipped([*FILES, *((f"{n}.yaml", b"a: b") for n in range(600))]),
}
DAMAGED = ["no zip", "empty", "cut off", "spoilt inside"]


@pytest.mark.parametrize("kind", SPOILT)
def test_what_is_no_pack_is_told_and_changes_nothing(
    kind: str, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "spoilt.taiwa"
    file.write_bytes(SPOILT[kind]())
    assert main(["--lang", "en", "courses", "add", str(file)]) == 1
    told = capsys.readouterr().err
    assert "spoilt.taiwa" in told
    assert "Traceback" not in told
    assert ("copy or download it once more" in told) == (kind in DAMAGED)
    assert paths.added(home) == {}
    assert not [path for path in home.rglob("*") if paths.PART in path.name]


def test_a_pack_takes_the_place_of_its_own_earlier_one_and_of_nothing_else(
    said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "takes the place" not in said("pack", str(IWAKURA))
    assert "takes the place of the one that was made before" in said("pack", str(IWAKURA))
    notes = tmp_path / "notes.txt"
    notes.write_text("mine", encoding="utf-8")
    assert "already exists" in said("pack", str(IWAKURA), "--out", str(notes), status=2)
    assert notes.read_text(encoding="utf-8") == "mine"
    (tmp_path / "for the class").mkdir()
    said("pack", str(IWAKURA), "--out", "for the class")
    assert (tmp_path / "for the class" / "iwakura.taiwa").is_file()


def test_a_pack_is_checked_like_the_folder_that_it_is_made_of(
    said: Said, packed: Path, tmp_path: Path
) -> None:
    told = said("check", str(packed)).splitlines()
    assert told[:2] == [f"{packed}: no problems.", "What could be better:"]
    assert len(told) == 3
    assert "no ids are locked yet" in told[2]
    spoilt = tmp_path / "spoilt.taiwa"
    with zipfile.ZipFile(packed) as whole, zipfile.ZipFile(spoilt, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name).replace(b"prompt:", b"promt:"))
    assert f"{spoilt}/section-1.yaml:" in said("check", str(spoilt), status=1)
    assert "lock the ids in the folder" in said("check", str(packed), "--lock", status=2)
    (tmp_path / "other.zip").write_bytes(b"no zip")
    assert "neither a course folder nor a pack" in said(
        "check", str(tmp_path / "other.zip"), status=1
    )


def test_a_pipe_is_no_pack(said: Said, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "neither a course folder nor a pack" in said(
        "courses", "add", str(tmp_path / "pipe"), status=1
    )


def test_the_id_of_the_shipped_course_is_not_given_again(said: Said, tmp_path: Path) -> None:
    copied = tmp_path / "copied"
    shutil.copytree(IWAKURA, copied)
    outline = copied / "course.yaml"
    outline.write_text(outline.read_text("utf-8").replace("id: iwakura", f"id: {shipped_id()}"))
    assert "give yours another id" in said("courses", "add", str(copied), status=1)


def test_a_course_that_can_t_be_taught_from_is_told_with_its_problems(
    said: Said, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(IWAKURA, broken)
    (broken / "section-1.yaml").write_text("id: [")
    for words in (("courses", "add", str(broken)), ("pack", str(broken))):
        told = said(*words, status=1)
        assert "can't be used" in told
        assert f"{broken}/section-1.yaml:" in told
