"""A record for each course: where it is kept, and how that of earlier versions comes there."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from taiwa import paths
from taiwa.cli import main
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.release import edition
from taiwa.errors import ContentError
from taiwa.paths import BACKUPS, DATABASE, record_of, shipped_id
from taiwa.record.backup import is_sound, keep_backups
from taiwa.record.store import Store
from tests.conftest import SAMPLE
from tests.kills.moments import first_version
from tests.test_kept import TODAY, fill, ids

IWAKURA = Path(__file__).parent / "iwakura"


@pytest.fixture
def home() -> Path:
    return Path(os.environ["TAIWA_HOME"])


Said = Callable[..., str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """All that taiwa prints, with the status that is expected."""

    def run(*words: str, status: int = 0) -> str:
        assert main(["--lang", "en", *words]) == status
        printed = capsys.readouterr()
        return printed.out + printed.err

    return run


def test_the_id_of_a_course_is_found_without_reading_it(course: Course, tmp_path: Path) -> None:
    assert shipped_id() == course.id
    assert paths.course_id(SAMPLE) == load_course(SAMPLE).id
    assert paths.course_id(tmp_path) is None
    (tmp_path / "course.yaml").write_text("format: 1\nid: ../elsewhere\n", encoding="utf-8")
    assert paths.course_id(tmp_path) is None
    (tmp_path / "course.yaml").write_text("format: [\nid: 'mine' # ours\n", encoding="utf-8")
    assert paths.course_id(tmp_path) == "mine"


@pytest.mark.thorough
def test_the_record_of_earlier_versions_moves_whole_with_all_beside_it(
    home: Path, said: Said
) -> None:
    old = home / DATABASE
    full = fill(old, "a", 20)
    keep_backups(old, TODAY)
    copies = {path.name for path in (home / BACKUPS).iterdir()}
    deleted = home / BACKUPS / "profile taro 2026-03-01"
    deleted.mkdir()
    talk = home / "conversations" / "20260401-090000-lesson-en.md"
    talk.parent.mkdir()
    talk.write_text("said")
    file = old.stat().st_ino
    assert "Answers: 20" in said("scores")
    new = record_of(home, shipped_id())
    assert (ids(new), new.stat().st_ino) == (full, file)
    assert not old.exists()
    assert not talk.exists()
    assert (new.parent / "conversations" / talk.name).read_text() == "said"
    assert copies <= {path.name for path in (new.parent / BACKUPS).iterdir()}
    assert list((home / BACKUPS).iterdir()) == [deleted]


@pytest.mark.thorough
def test_a_profile_s_record_moves_too_when_it_is_opened(home: Path, said: Said) -> None:
    old = home / "profiles" / "hanako" / DATABASE
    fill(old, "a", 3)
    assert "hanako: 3 answers" in said("profiles")
    assert "Answers: 3" in said("--profile", "hanako", "scores")
    assert record_of(old.parent, shipped_id()).is_file()
    assert not old.exists()
    assert "hanako: 3 answers" in said("profiles")


@pytest.mark.thorough
@pytest.mark.parametrize("how", ["relative", "absolute"])
def test_a_record_that_is_a_link_stays_on_its_drive(home: Path, said: Said, how: str) -> None:
    drive = home / "drive" / "mine.db"
    full = fill(drive, "a", 3)
    (home / DATABASE).symlink_to("drive/mine.db" if how == "relative" else drive)
    said("scores")
    new = record_of(home, shipped_id())
    assert new.is_symlink()
    assert ids(new) == ids(drive) == full


@pytest.mark.thorough
def test_a_record_whose_drive_is_not_there_is_not_begun_anew(home: Path, said: Said) -> None:
    home.mkdir()
    (home / DATABASE).symlink_to(home / "drive" / "mine.db")
    assert "Progress can't be saved" in said("scores", status=1)
    assert not record_of(home, shipped_id()).exists()
    full = fill(home / "drive" / "mine.db", "a", 3)
    said("scores")
    assert ids(record_of(home, shipped_id())) == full


def test_a_damaged_record_moves_as_it_is(home: Path, said: Said) -> None:
    old = home / DATABASE
    full = fill(old, "a", 20)
    keep_backups(old, TODAY)
    old.write_bytes(b"no database" * 1000)
    assert "It is damaged." in said("doctor", status=1)
    new = record_of(home, shipped_id())
    assert new.read_bytes() == b"no database" * 1000
    said("doctor", "--restore", "latest")
    assert ids(new) == full


@pytest.mark.thorough
def test_while_an_earlier_version_has_it_open_it_stays(
    home: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taiwa.record.places.BUSY_MS", 50)
    full = fill(home / DATABASE, "a", 3)
    with closing(Store(home / DATABASE)) as window:
        window.setting("aim")
        assert "Another program is using" in said("scores", status=1)
        assert not record_of(home, shipped_id()).exists()
    said("scores")
    assert ids(record_of(home, shipped_id())) == full


@pytest.mark.thorough
def test_what_an_earlier_version_has_begun_since_is_merged_and_kept(home: Path, said: Said) -> None:
    new = record_of(home, shipped_id())
    first, then = fill(new, "a", 3), fill(home / DATABASE, "b", 2)
    assert "Answers: 5" in said("scores")
    assert ids(new) == first | then
    assert not (home / DATABASE).exists()
    kept = new.parent / BACKUPS / "earlier.db"
    assert is_sound(kept)
    assert ids(kept) == then


@pytest.mark.slow
def test_starts_at_once_move_it_only_once(home: Path) -> None:
    home.mkdir()
    first_version(home / DATABASE)
    with closing(Store(home / DATABASE)):
        full = fill(home / DATABASE, "a", 3)
    command = [sys.executable, "-m", "taiwa", "--lang", "en", "scores"]
    for _ in range(3):
        all_ = [subprocess.Popen(command, stdout=-1, stderr=-1, text=True) for _ in range(4)]
        for each in all_:
            out, err = each.communicate(timeout=120)
            assert (each.returncode, err) == (0, "")
            assert "Answers: 3" in out
        new = record_of(home, shipped_id())
        assert ids(new) == full
        assert not (home / DATABASE).exists()
        new.rename(home / DATABASE)


def answer_wrongly(said: Said, *words: str) -> None:
    """Reveal the first question of a quiz on `section-1`, and leave."""
    stdin, sys.stdin = sys.stdin, io.StringIO("/reveal\n/quit\n")
    try:
        said(*words, "--plain", "--quiz", "section-1")
    finally:
        sys.stdin = stdin


@pytest.mark.thorough
def test_a_miss_in_one_course_does_not_count_against_the_same_id_of_another(
    home: Path, said: Said
) -> None:
    answer_wrongly(said, "--content", str(IWAKURA))
    own, shipped = record_of(home, "iwakura"), record_of(home, shipped_id())
    with closing(Store(own)) as store:
        (item,) = store.memories()
    assert item in load_course(IWAKURA).questions
    assert "Answers: 1" in said("--content", str(IWAKURA), "scores")
    assert "Answers: 0" in said("scores")
    with closing(Store(shipped)) as store:
        assert store.memories() == {}
        assert store.sessions() == []


def test_a_course_is_chosen_by_its_id(home: Path, said: Said) -> None:
    content = home / "courses" / "iwakura" / "content"
    content.mkdir(parents=True)
    for file in IWAKURA.iterdir():
        (content / file.name).write_bytes(file.read_bytes())
    answer_wrongly(said, "--course", "iwakura")
    assert record_of(home, "iwakura").is_file()
    for words in (["--course", "iwakura", "scores"], ["scores", "--course", "iwakura"]):
        assert "Answers: 1" in said(*words)
    assert "no problems" in said("--course", "iwakura", "check")
    told = said("--course", "nato", "scores", status=2)
    assert f"There is no course 'nato' here. The courses are: {shipped_id()}, iwakura." in told
    assert "There is no course '../x' here." in said("--course", "../x", "doctor", status=2)


def test_the_record_of_a_course_that_is_gone_is_kept_and_mended(home: Path, said: Said) -> None:
    fill(record_of(home, "gone"), "a", 3)
    assert "answers: 3" in said("--course", "gone", "doctor")
    assert "There is no course 'gone' here." in said("--course", "gone", "scores", status=2)


def exported(said: Said, folder: Path, *words: str) -> Path:
    file = folder / "record.json"
    said(*words, "export", "--out", str(file), "--force")
    return file


@pytest.mark.thorough
def test_an_export_tells_its_course_and_another_one_refuses_it(
    home: Path, said: Said, tmp_path: Path
) -> None:
    own = ("--content", str(IWAKURA))
    answer_wrongly(said, *own)
    file = exported(said, tmp_path, *own)
    head = json.loads(file.read_text(encoding="utf-8"))["course"]
    assert head == {"id": "iwakura", "edition": edition(load_course(IWAKURA))}
    told = said("import", str(file), status=1)
    assert told.startswith("taiwa: This is a record of another course, iwakura, and not of ")
    told = said("--lang", "ja", "import", str(file), status=1)
    assert "iwakura" in told
    assert "別の教材" in told
    assert not record_of(home, shipped_id()).exists() or "Answers: 0" in said("scores")
    assert "Already here: 2" in said(*own, "import", str(file))


def test_a_file_that_does_not_tell_its_course_is_known_by_its_questions(
    said: Said, tmp_path: Path
) -> None:
    """As earlier versions wrote it."""
    own = ("--content", str(IWAKURA))
    answer_wrongly(said, *own)
    file = exported(said, tmp_path, *own)
    document = json.loads(file.read_text(encoding="utf-8"))
    del document["course"]
    file.write_text(json.dumps(document), encoding="utf-8")
    assert "Already here: 2" in said(*own, "import", str(file))
    told = said("--content", str(SAMPLE), "import", str(file), status=1)
    assert told.startswith("taiwa: No question in this record is one of the course sample")


def test_the_edition_changes_with_an_answer_key_and_not_with_a_wording(
    edited: Callable[..., Path],
) -> None:
    known = edition(load_course(SAMPLE))
    assert (
        edition(load_course(edited("rivers.yaml", "It carried people", "It bore people"))) == known
    )
    assert edition(load_course(edited("rivers.yaml", "answer: 1947", "answer: 1948"))) != known


@pytest.mark.parametrize("id", ["../x", "Mine", "a b", "a" * 41, "課程"])
def test_an_id_that_no_folder_could_have_is_a_problem(edited: Callable[..., Path], id: str) -> None:
    with pytest.raises(ContentError, match=r"course\.yaml:2:1: a course's id has 1 to 40"):
        load_course(edited("course.yaml", "id: sample", f"id: {id}"))
