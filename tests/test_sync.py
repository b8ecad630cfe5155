"""`taiwa sync FOLDER`: two machines meet in a folder, which is as little trusted as an import."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from textual.widgets import Static

from taiwa.cli import main
from taiwa.paths import record_of
from taiwa.record.log import digest, line
from taiwa.record.store import Store
from taiwa.record.synced import STATE, Trouble, note
from taiwa.record.transfer import record_lines
from taiwa.study.desk import Study
from taiwa.sync import segments
from taiwa.tui.app import TaiwaApp
from taiwa.tui.home import Home as HomeScreen
from taiwa.words.catalogs import Words
from taiwa.words.unsynced import unsynced
from tests.conftest import SAMPLE, START, Clock
from tests.test_faults import BOUND, fill
from tests.test_store import answered, started

TORN = (
    "A file in STICK is damaged or still incomplete. What could be read of it was taken; sync"
    " again once the folder has caught up.\n"
)
ID = re.compile(r"\b[0-9a-f]{8}(?= \()|\b[0-9a-f]{32}\b")


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


class Home:
    """One machine, with the sample course."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.db, self.capsys = path, record_of(path, "sample"), capsys

    def learn(self, session: str, answers: int = 2) -> "Home":
        with closing(Store(self.db)) as store:
            store.devices(lambda: self.path.name)
            store.append(started(session))
            for number in range(1, answers + 1):
                store.append(answered(number, "right", session))
        return self

    def taiwa(self, *words: object, lang: str = "en_GB.UTF-8") -> str:
        """What a command says, its status at the end; ids have dots and the path is STICK."""
        self.capsys.readouterr()
        with patch.dict(os.environ, {"TAIWA_HOME": str(self.path), "LANG": lang}):
            status = main(["--content", str(SAMPLE), *map(str, words)])
        out, err = self.capsys.readouterr()
        told = ID.sub("········", (err + out).replace(str(self.path.parent / "stick"), "STICK"))
        return told + (f"({status})\n" if status else "")

    def log(self) -> str:
        with closing(Store(self.db)) as store:
            return "\n".join(record_lines(store.log()))


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Home]:
    return lambda name: Home(tmp_path / name, capsys)


def files(meeting: Path) -> list[Path]:
    return sorted(meeting.rglob("*.taiwa"))


def test_two_machines_meet_in_a_folder(home: Callable[[str], Home], meeting: Path) -> None:
    laptop, desktop = home("laptop").learn("a"), home("desktop")
    assert laptop.taiwa("sync", meeting) == "0 new here, 3 sent.\n"
    assert desktop.taiwa("sync", meeting) == (
        "There is no record here yet: taking over the one in STICK, ········ (2026-04-01).\n"
        "3 new here, 0 sent.\n"
    )
    desktop.learn("b", 5)
    assert desktop.taiwa("sync", meeting) == "0 new here, 6 sent.\n"
    assert laptop.taiwa("sync", meeting) == "6 new here, 0 sent.\n"
    assert laptop.taiwa("sync", meeting) == "0 new here, 0 sent.\n"
    assert laptop.log() == desktop.log()
    assert len(files(meeting)) == 2


def test_segments_are_read_in_the_order_of_their_time(
    home: Callable[[str], Home], meeting: Path
) -> None:
    laptop = home("laptop").learn("a")
    laptop.taiwa("sync", meeting)
    (file,) = files(meeting)
    assert segments.began(file.read_bytes()[: segments.HEAD]) == b"2026-04-01T09:00:00Z"
    assert segments.began(b"taiwa-segment 1 sample\nnothing of the kind\n") == b""


def test_two_records_of_their_own_unite_only_when_asked(
    home: Callable[[str], Home], meeting: Path
) -> None:
    laptop, desktop = home("laptop").learn("a"), home("desktop").learn("b")
    laptop.taiwa("sync", meeting)
    before = desktop.log()
    assert desktop.taiwa("sync", meeting) == (
        "taiwa: There is another record in STICK already: ········ (2026-04-01). If it is yours,"
        " too, taiwa sync STICK --join unites it with the one here; for another learner, name"
        " another folder. Nothing was changed.\n(1)\n"
    )
    assert desktop.taiwa("sync", meeting, lang="ja_JP.UTF-8") == (
        "taiwa: STICKには、すでに別の記録があります：········ (2026-04-01)。それも自分の記録なら、"
        "taiwa sync STICK --joinでこちらの記録と一つにできます。ほかの学習者のものなら、"
        "別のフォルダーを指定してください。まだ何も変更していません。\n(1)\n"
    )
    assert (desktop.log(), len(files(meeting))) == (before, 1)
    assert desktop.taiwa("sync", meeting, "--join") == (
        "Uniting the record here with the one in STICK, ········ (2026-04-01).\n"
        "3 new here, 3 sent.\n"
    )
    assert laptop.taiwa("sync", meeting) == "3 new here, 0 sent.\n"
    assert desktop.taiwa("sync", meeting, lang="ja_JP.UTF-8") == (
        "新しく受け取った記録は0件、送った記録は0件です。\n"
    )
    assert laptop.log() == desktop.log()


def test_of_several_records_the_one_to_join_is_named(
    home: Callable[[str], Home], meeting: Path
) -> None:
    for name in ("laptop", "desktop"):
        folder = meeting.with_name(f"{name}'s")
        folder.mkdir()
        home(name).learn(name).taiwa("sync", folder)
        shutil.copytree(folder, meeting, dirs_exist_ok=True)
    learners = sorted(path.name for path in (meeting / "taiwa/sample").iterdir())
    third = home("third")
    assert "There are several records in STICK: ········ (2026-04-01), " in third.taiwa(
        "sync", meeting
    )
    assert third.taiwa("sync", meeting, "--join", "xyz").startswith(
        "taiwa: There is no such record to join in STICK."
    )
    assert "3 new here, 0 sent." in third.taiwa("sync", meeting, "--join", learners[1][:8])
    alone = "taiwa: There is no other record to join in {}: leave --join out.\n(1)\n"
    own = meeting.with_name("laptop's")
    assert home("laptop").taiwa("sync", own, "--join") == alone.format(own)


def test_a_copied_home_is_the_same_learner(
    home: Callable[[str], Home], meeting: Path, tmp_path: Path
) -> None:
    laptop = home("laptop").learn("a")
    shutil.copytree(laptop.path, tmp_path / "copy")
    laptop.taiwa("sync", meeting)
    assert home("copy").learn("b").taiwa("sync", meeting) == "0 new here, 3 sent.\n"
    assert "learner" in json.loads(home("copy").taiwa("sync", meeting, "--json"))


def test_what_is_no_segment_is_left_alone_and_not_waited_for(
    home: Callable[[str], Home], meeting: Path, tmp_path: Path
) -> None:
    laptop, desktop = home("laptop").learn("a"), home("desktop")
    laptop.taiwa("sync", meeting)
    desktop.taiwa("sync", meeting)
    (true,) = files(meeting)
    head = true.read_bytes().split(b"\n")[0] + b"\n"
    bad = line(answered(9, "right", "b")).replace(b'"b"', b'"c"')
    left = {
        "holiday.jpg": b"\xff\xd8" * 1000,
        "empty.taiwa": b"",
        "other.taiwa": head.replace(b"sample", b"another") + line(answered(1, "right", "b")),
        "lies.taiwa": head + b"0" * 32 + b" " + line(answered(1, "right", "b")) + b"\n",
        "noise.taiwa": segments.segment(
            head, [b"{", b"[" * 100_000, b"null", b'{"id":1}', b"\xff"]
        ),
        "long.taiwa": head + b"x" * 3_000_000,
        "changed.taiwa": head + digest(b"").hex().encode() + b" " + bad + b"\n",
    }
    for name, content in left.items():
        (true.parent / name).write_bytes(content)
    os.mkfifo(true.parent / ("0" * 32 + ".taiwa"))
    (tmp_path / "outside").write_bytes(segments.segment(head, [line(started("b"))]))
    (true.parent / ("1" * 32 + ".taiwa")).symlink_to(tmp_path / "outside")
    (true.parent / ("2" * 32 + ".taiwa")).mkdir()
    assert desktop.taiwa("sync", meeting) == f"{TORN}0 new here, 0 sent.\n"
    assert desktop.taiwa("sync", meeting, "--check") == f"{TORN}0 new here, 0 sent.\n"
    assert desktop.log() == laptop.log()
    assert all((true.parent / name).read_bytes() == content for name, content in left.items())


def test_no_link_is_followed_to_where_files_are_written(
    home: Callable[[str], Home], meeting: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (meeting / "taiwa").symlink_to(tmp_path / "elsewhere")
    told = home("laptop").learn("a").taiwa("sync", meeting)
    assert told == (
        "taiwa: STICK/taiwa is a link, and taiwa follows none within a folder that others write"
        " to: put the folder itself there.\n"
        "(1)\n"
    )
    assert not list((tmp_path / "elsewhere").iterdir())


def test_what_rots_or_is_taken_away_is_written_again(
    home: Callable[[str], Home], meeting: Path
) -> None:
    laptop = home("laptop").learn("a", 9)
    laptop.taiwa("sync", meeting)
    (true,) = files(meeting)
    content = bytearray(true.read_bytes())
    content[-20] ^= 1
    true.write_bytes(content)
    assert laptop.taiwa("sync", meeting) == "0 new here, 0 sent.\n"
    assert laptop.taiwa("sync", meeting, "--check") == f"{TORN}0 new here, 10 sent.\n"
    true.unlink()
    assert laptop.taiwa("sync", meeting) == "0 new here, 10 sent.\n"
    shutil.rmtree(meeting / "taiwa")
    assert laptop.taiwa("sync", meeting) == "0 new here, 10 sent.\n"


def test_half_a_file_gives_what_is_whole_in_it(home: Callable[[str], Home], meeting: Path) -> None:
    laptop, desktop = home("laptop").learn("a", 9), home("desktop")
    laptop.taiwa("sync", meeting)
    (true,) = files(meeting)
    whole = true.read_bytes()
    true.write_bytes(whole[: len(whole) // 2])
    told = desktop.taiwa("sync", meeting)
    assert TORN in told
    assert "5 new here, 5 sent." in told
    copy = true.with_name("conflict copy.part")
    copy.write_bytes(whole)
    assert desktop.taiwa("sync", meeting) == f"{TORN}5 new here, 5 sent.\n"
    assert desktop.log() == laptop.log()


def test_a_record_of_a_later_version_is_passed_on_and_a_later_format_left_alone(
    home: Callable[[str], Home], meeting: Path
) -> None:
    laptop, desktop = home("laptop").learn("a"), home("desktop")
    later = json.dumps({**json.loads(line(answered(3, "right", "a"))), "mood": 1}, sort_keys=True)
    with closing(Store(laptop.db)) as store:
        store.merge([later.replace(": ", ":").replace(", ", ",").encode()])
    assert laptop.taiwa("sync", meeting) == "0 new here, 4 sent.\n"
    assert "4 new here, 0 sent." in desktop.taiwa("sync", meeting)
    assert desktop.log() == laptop.log()
    (true,) = files(meeting)
    for name in ("one", "two"):
        true.with_name(name).write_bytes(true.read_bytes().replace(b"segment 1", b"segment 2"))
    assert desktop.taiwa("sync", meeting) == (
        "Some of what is in STICK was written by a newer taiwa: update taiwa to read it. It was"
        " left alone.\n0 new here, 0 sent.\n"
    )


def test_a_record_told_otherwise_is_sent_as_it_is_told(
    home: Callable[[str], Home], meeting: Path
) -> None:
    laptop, desktop = home("laptop").learn("a"), home("desktop")
    laptop.taiwa("sync", meeting)
    desktop.taiwa("sync", meeting)
    for elapsed in range(5):
        with closing(Store(laptop.db)) as store:
            store.merge([replace(answered(1, "right", "a"), elapsed=elapsed)])
        laptop.taiwa("sync", meeting)
        desktop.taiwa("sync", meeting)
        assert laptop.log() == desktop.log()
    assert "\n8 new here" in home("third").taiwa("sync", meeting)


def test_what_is_wrong_with_a_folder_is_one_calm_line(
    home: Callable[[str], Home], meeting: Path, tmp_path: Path
) -> None:
    laptop = home("laptop").learn("a")
    assert laptop.taiwa("sync") == (
        "taiwa: Name a folder, or the address of a database, that your other machine can reach:"
        " taiwa sync FOLDER.\n(2)\n"
    )
    gone = "taiwa: The folder {} is not there: connect it, or name another one. Nothing is lost.\n"
    file = tmp_path / "file"
    file.touch()
    for path in (tmp_path / "nothing", file, file / "below"):
        assert laptop.taiwa("sync", path) == gone.format(path) + "(1)\n"
    assert not (tmp_path / "nothing").exists()


def test_what_is_read_back_otherwise_is_told(home: Callable[[str], Home], meeting: Path) -> None:
    def lossy(file: Path, content: bytes, mode: int) -> None:
        file.write_bytes(content[:-1])

    with patch("taiwa.sync.folder._write_new", lossy):
        told = home("laptop").learn("a").taiwa("sync", meeting)
    assert told.startswith("taiwa: What was written to the folder STICK did not read back the same")
    assert home("laptop").taiwa("sync", meeting) == f"{TORN}0 new here, 3 sent.\n"


def test_one_sync_waits_for_another(
    home: Callable[[str], Home], meeting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = home("laptop").learn("a")
    monkeypatch.setattr("taiwa.cli.syncing.WAIT_MS", 20)
    with closing(sqlite3.connect(f"{laptop.db}-sync", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert laptop.taiwa("sync", meeting) == (
            "taiwa: Another sync is going on: wait a moment, then try again.\n(1)\n"
        )
    assert laptop.taiwa("sync", meeting) == "0 new here, 3 sent.\n"


@contextmanager
def disk(folder: Path) -> Iterator[None]:
    """A disk of 1 MB, mounted there."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "taiwa", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a disk here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.slow
def test_a_full_and_a_read_only_stick_lose_nothing(
    home: Callable[[str], Home], meeting: Path
) -> None:
    laptop, desktop = home("laptop").learn("a", 40), home("desktop")
    with disk(meeting):
        filler = fill(meeting)
        assert laptop.taiwa("sync", meeting) == (
            "taiwa: There is no room left in the folder STICK: free some. Nothing is lost.\n(1)\n"
        )
        filler.unlink()
        assert laptop.taiwa("sync", meeting) == "0 new here, 41 sent.\n"
        desktop.taiwa("sync", meeting)
        laptop.learn("b")
        desktop.learn("c")
        laptop.taiwa("sync", meeting)
        subprocess.run(["mount", "-o", "remount,ro", str(meeting)], check=True)
        assert desktop.taiwa("sync", meeting).startswith(
            "taiwa: Nothing can be written to the folder STICK: check its permissions. What was new"
        )
        assert laptop.taiwa("sync", meeting) == "0 new here, 0 sent.\n"  # nothing to write
        subprocess.run(["mount", "-o", "remount,rw", str(meeting)], check=True)
        assert desktop.taiwa("sync", meeting) == "0 new here, 3 sent.\n"
        assert laptop.taiwa("sync", meeting) == "3 new here, 0 sent.\n"
        assert laptop.log() == desktop.log()


def process(home: Home, meeting: Path, *before: str) -> subprocess.Popen[str]:
    words = ["-m", "taiwa", "--content", str(SAMPLE), "sync", str(meeting)]
    return subprocess.Popen(
        [*before, sys.executable, *words],
        env={**os.environ, "TAIWA_HOME": str(home.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which(BOUND[0]), reason="there is no setpriv")
def test_a_folder_that_may_not_be_written_to_or_looked_into(
    home: Callable[[str], Home], meeting: Path
) -> None:
    laptop = home("laptop").learn("a")
    bound = BOUND if os.geteuid() == 0 else ()
    for mode, said in ((0o500, "Nothing can be written"), (0, "can't be opened")):
        meeting.chmod(mode)
        told = process(laptop, meeting, *bound)
        assert said in told.communicate()[0]
        assert told.returncode == 1
    meeting.chmod(0o700)
    assert laptop.taiwa("sync", meeting) == "0 new here, 3 sent.\n"
    (true,) = files(meeting)
    true.chmod(0)
    told = process(laptop, meeting, *bound).communicate()[0]
    assert told == "0 new here, 0 sent.\n"  # it was read when it was written
    again = process(home("desktop"), meeting, *bound).communicate()[0]
    assert "can't be read: check their permissions." in again


@pytest.mark.slow
def test_many_processes_on_two_machines_at_once(home: Callable[[str], Home], meeting: Path) -> None:
    laptop, desktop = home("laptop").learn("first"), home("desktop")
    laptop.taiwa("sync", meeting)
    desktop.taiwa("sync", meeting)
    for number in range(5):
        laptop.learn(f"a{number}", 30)
        desktop.learn(f"b{number}", 30)
        going = [process(each, meeting) for each in (laptop, desktop, laptop, desktop)]
        for each in going:
            assert "new here" in each.communicate()[0]
            assert each.returncode == 0
    for each in (laptop, desktop):
        each.taiwa("sync", meeting)
    assert laptop.log() == desktop.log()
    assert laptop.log().count('"kind":"answered"') == 302


@pytest.mark.slow
def test_ten_thousand_segments_are_listed_and_not_read_again(
    home: Callable[[str], Home], meeting: Path
) -> None:
    laptop = home("laptop").learn("a")
    laptop.taiwa("sync", meeting)
    (true,) = files(meeting)
    head = true.read_bytes().split(b"\n")[0] + b"\n"
    for number in range(10_000):
        session = f"s{number // 20}"
        made = answered(number % 20, "right", session) if number % 20 else started(session)
        content = segments.segment(head, [line(made)])
        (true.parent / segments.name(content)).write_bytes(content)
    assert laptop.taiwa("sync", meeting) == "10,000 new here, 0 sent.\n"
    with patch("taiwa.sync.folder.Place.read", side_effect=AssertionError("read again")):
        assert laptop.taiwa("sync", meeting) == "0 new here, 0 sent.\n"


def test_since_when_and_why_there_was_no_sync_is_told_in_a_line(store: Store, words: Words) -> None:
    def told(store: Store, now: datetime, language: str = "en") -> str:
        return unsynced(store.setting, words.speaking(language), now)

    store.set("sync", "/stick")
    now = datetime(2026, 4, 10, 9, 30, tzinfo=UTC)
    assert told(store, now) == ""
    note(store, "/stick", now, Trouble.GONE)
    assert told(store, now) == "Not synced yet: the folder is not there."
    assert told(store, now, "ja") == "まだ同期できていません。フォルダーが見つかりません。"
    note(store, "/stick", now, None)
    assert told(store, now) == ""
    note(store, "/stick", now, Trouble.FULL)
    assert told(store, now) == "Not synced since 09:30: the folder is full."
    later = now + timedelta(days=3)
    assert told(store, later) == "Not synced since Friday: the folder is full."
    assert told(store, later, "ja") == (
        "金曜日から同期できていません。フォルダーに空き容量がありません。"
    )
    much_later = now + timedelta(days=30)
    assert told(store, much_later) == "Not synced since 10 Apr: the folder is full."
    note(store, "/another", now, None)  # synced by hand
    assert told(store, later).startswith("Not synced since Friday")
    store.set("sync", "off")
    assert told(store, later) == ""
    for spoilt in ("{", "[]", '{"target":"off","problem":"%s {x}"}'):
        store.set(STATE, spoilt)
        assert told(store, later) in ("", "Not synced yet: taiwa sync tells why.")


@pytest.mark.parametrize(
    ("language", "line", "size"),
    [
        ("en", "Not synced since Wednesday: the folder is not there.", (80, 24)),
        ("ja", "水曜日から同期できていません。フォルダーが見つかりません。", (120, 40)),
    ],
)
async def test_home_shows_the_line_once_a_sync_has_failed_and_takes_it_away(
    study: Study, words: Words, clock: Clock, language: str, line: str, size: tuple[int, int]
) -> None:
    app = TaiwaApp(study, words)
    study.switch_language(language)
    study.store.set("aim", "text")
    study.store.set("sync", "/stick")
    async with app.run_test(size=size) as pilot:
        assert isinstance(app.screen, HomeScreen)
        note(study.store, "/stick", START, None)
        note(study.store, "/stick", START, Trouble.GONE)
        clock.now += timedelta(days=2)
        app.screen._look()
        await pilot.pause()
        assert line in str(app.screen.query_one("#below", Static).content)
        note(study.store, "/stick", START, None)
        app.screen._look()
        await pilot.pause()
        assert line not in str(app.screen.query_one("#below", Static).content)


def until(done: Callable[[], bool]) -> None:
    """Wait for a process that nobody waits for."""
    for _ in range(1_200):
        if done():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en_GB.UTF-8", "Not synced since"),
        ("ja_JP.UTF-8", "から同期できていません。フォルダーが見つかりません。"),
    ],
)
def test_a_sitting_syncs_at_its_start_and_its_end(
    home: Callable[[str], Home], meeting: Path, words: Words, lang: str, line: str
) -> None:
    laptop, desktop = home("laptop").learn("a"), home("desktop")
    desktop.learn("b").taiwa("sync", meeting)
    learner = files(meeting)[0].parent.name
    with closing(Store(laptop.db)) as store:
        store.set("learner", learner)
        store.set("aim", "text")
    assert laptop.taiwa("set", "sync", meeting) == "sync STICK  (FOLDER|ADDRESS|off)\n"

    def sit(lines: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "taiwa", "--plain", "--content", str(SAMPLE)],
            input=lines,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "TAIWA_HOME": str(laptop.path), "LANG": lang},
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done

    def answers() -> int:
        texts = [text for file in files(meeting) for text in segments.texts(file.read_bytes())]
        return sum(b'"kind":"answered"' in text for text in texts)

    assert line not in sit("1\n\n1\n\nriver\n/quit\n").stdout
    until(lambda: answers() > 4)
    until(lambda: '"session":"b"' in laptop.log())
    meeting.rename(meeting.with_name("away"))
    sit("/quit\n")
    with closing(Store(laptop.db)) as store:
        until(lambda: unsynced(store.setting, words, datetime.now(UTC)) != "")
    assert line in sit("/quit\n").stdout
    meeting.with_name("away").rename(meeting)
    laptop.taiwa("sync")
    assert line not in sit("/quit\n").stdout


def test_a_folder_to_sync_with_is_set_and_taken_back(
    home: Callable[[str], Home], meeting: Path
) -> None:
    laptop = home("laptop").learn("a")
    assert laptop.taiwa("set", "sync") == "sync off  (FOLDER|ADDRESS|off)\n"
    assert laptop.taiwa("set", "sync", meeting / "no") == (
        "taiwa: There is no folder STICK/no: make it first, or say off.\n(2)\n"
    )
    assert laptop.taiwa("set", "sync", meeting) == "sync STICK  (FOLDER|ADDRESS|off)\n"
    assert laptop.taiwa("sync") == "0 new here, 3 sent.\n"
    assert laptop.taiwa("set", "sync", "off") == "sync off  (FOLDER|ADDRESS|off)\n"
    assert laptop.taiwa("sync").startswith("taiwa: Name a folder")


def test_a_record_is_deleted_there_after_a_copy_and_no_machine_brings_it_back(
    home: Callable[[str], Home], meeting: Path
) -> None:
    laptop, desktop = home("laptop").learn("a"), home("desktop")
    laptop.taiwa("sync", meeting)
    desktop.taiwa("sync", meeting)
    desktop.learn("b").taiwa("sync", meeting)
    laptop.taiwa("set", "sync", meeting)
    (first, _) = files(meeting)
    first.with_name("holiday.jpg").write_bytes(b"\xff\xd8")
    first.with_name("a conflict").write_bytes(first.read_bytes())
    told = laptop.taiwa("sync", "--forget")
    assert told.startswith("Deleted from STICK. All of it is still here, and a copy is kept in /")
    (copy,) = laptop.db.parent.glob("backups/forgotten-*.json")
    assert str(copy) in told
    assert laptop.log().count('"kind":"answered"') == 4  # the desktop's came first
    assert sorted(path.name for path in first.parent.iterdir()) == ["forgotten", "holiday.jpg"]
    assert laptop.taiwa("set", "sync") == "sync off  (FOLDER|ADDRESS|off)\n"
    said = "taiwa: The record in STICK was deleted there with taiwa sync --forget, so nothing"
    for machine in (desktop.learn("c"), laptop.learn("d")):
        before = machine.log()
        assert machine.taiwa("sync", meeting).startswith(said)
        assert machine.log() == before
        assert machine.taiwa("set", "sync", meeting).startswith(f"{said} would be sent to it. ")
        assert machine.taiwa("set", "sync") == "sync off  (FOLDER|ADDRESS|off)\n"
    assert not files(meeting)
    new = home("new")
    assert "3 new here" not in new.taiwa("sync", meeting)
    assert "New records: 6." in new.taiwa("import", copy)
    assert "There is no record of yours in STICK to delete" in new.taiwa(
        "sync", meeting, "--forget"
    )


def test_without_its_library_a_database_is_told_what_to_install(
    home: Callable[[str], Home],
) -> None:
    with patch.dict(sys.modules, {"pg8000.native": None}):
        assert home("laptop").taiwa("sync", "postgresql://anna@db.example/class") == (
            "taiwa: A database needs one more library: pip install 'taiwa[sync]'.\n(1)\n"
        )


@pytest.mark.parametrize("said", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"N\0\0\0", b"R", b""])
def test_what_is_no_database_can_not_be_reached(home: Callable[[str], Home], said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            near, _ = door.accept()
            with near:
                near.recv(999)
                near.sendall(said)

        answering = threading.Thread(target=answer)
        answering.start()
        address = f"postgresql://anna@127.0.0.1:{door.getsockname()[1]}/class"
        told = home("laptop").taiwa("sync", address)
        answering.join()
    assert told == (
        f"taiwa: The database {address} can't be reached: check its address and the connection."
        " Nothing is lost.\n(1)\n"
    )
