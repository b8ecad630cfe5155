"""Streams, locales, folders, terminals, clocks and time zones that are not as they should be."""

import os
import pwd
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from taiwa import paths
from taiwa.errors import StoreError
from tests.conftest import SAMPLE
from tests.terminal import APP, COURSE, LINES, answers, run, window

pytestmark = pytest.mark.slow

YEAR = timedelta(days=365)
COMMANDS = [("scores",), ("--plain",), ("--help",)]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_reader_that_has_gone_is_no_error_to_tell(words: tuple[str, ...], db: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as pipe:
        done = subprocess.run(
            [*APP, *words],
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
            timeout=120,
        )
    assert done.stderr == b""


def test_the_head_of_the_scores_is_enough(db: Path) -> None:
    command = f"set -o pipefail; {' '.join(APP)} scores | head -1"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.stdout == "Streak: 0 days\n"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("closed", "words", "status"),
    [
        ("<&-", "--plain", 0),
        ("<&-", "", 1),
        (">&-", "scores", 0),
        ("2>&-", "--plain --lesson nowhere", 2),
        ("<&- >&- 2>&-", "--plain", 0),
        ("</dev/null", "--plain", 0),
    ],
)
def test_closed_streams_are_empty_ones(closed: str, words: str, status: int, db: Path) -> None:
    command = f"{' '.join(APP)} {words} {closed}"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    if closed == "<&-" and words:
        assert done.stdout.endswith("Goodbye. Your place is saved.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", COMMANDS[:2], ids=lambda words: words[0])
def test_output_that_can_not_be_written_is_told(words: tuple[str, ...], db: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*APP, *words],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("taiwa: The disk is full")
    assert len(done.stderr.splitlines()) == 1


def test_a_file_that_can_not_be_written_is_told(tmp_path: Path, db: Path) -> None:
    missing = tmp_path / "nowhere" / "record.json"
    done = run(*COURSE, "export", "--out", str(missing))
    assert done.returncode == 1
    assert done.stderr.startswith(f"taiwa: {missing} can't be read or written")


def test_without_home_the_folders_of_the_desktop_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "TAIWA_HOME"):
        monkeypatch.delenv(name, raising=False)
    folders = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert run(*COURSE, "scores", **folders).returncode == 0
    assert paths.record_of(tmp_path / "data" / "taiwa", "sample").is_file()


def test_without_any_home_a_folder_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose user has no entry in the password file."""

    def nobody(user: int) -> pwd.struct_passwd:
        raise KeyError(user)

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(StoreError, match="TAIWA_HOME"):
        paths.data_folder({})
    assert not paths.cache_folder({}).is_dir()


def test_a_home_of_an_unknown_user_is_told(tmp_path: Path) -> None:
    command = [*APP, "scores"]
    environment = os.environ | {"TAIWA_HOME": "~nobody-of-this-name/taiwa"}
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, cwd=tmp_path, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("taiwa: There is no home folder to keep your progress in")
    assert not [*tmp_path.iterdir()]


LOCALES = [
    {"LANG": "xx"},
    {"LANG": "xx_YY.ISO-8859-1", "LANGUAGE": ":::"},
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "ja_JP.eucJP", "PYTHONIOENCODING": "latin-1"},
    {"LC_TIME": "klingon", "LC_NUMERIC": "", "PYTHONIOENCODING": "cp932:strict"},
]


@pytest.mark.parametrize("locale", LOCALES, ids=lambda each: " ".join(each.values()))
def test_japanese_gets_through_whatever_the_locale(locale: dict[str, str], db: Path) -> None:
    typed = "1\n\n/答え\n\n\n1947\n/成績\n"
    done = run(*COURSE, "--plain", "--lang", "ja", typed=typed, **locale)
    assert done.stderr == ""
    assert "✓ 正解です。" in done.stdout
    assert "連続" in done.stdout
    assert answers(db) == ["1947"]


@pytest.mark.parametrize("locale", LOCALES[2::3], ids=lambda each: " ".join(each.values()))
def test_the_app_draws_japanese_whatever_the_locale(locale: dict[str, str], db: Path) -> None:
    with window(*APP, "--lang", "ja", **locale) as taiwa:
        taiwa.until("レッスンを始める")


@pytest.fixture
def spoilt(request: pytest.FixtureRequest, db: Path) -> Path:
    """A cache folder that is of no use."""
    cache = paths.learner_of(db) / "cache"
    assert run(*COURSE, "--lang", "ja", "scores").returncode == 0
    files = [path for path in cache.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".kept", ".mo", ".seen"}
    if request.param == "a file":
        shutil.rmtree(cache)
        cache.write_text("in the way")
    elif request.param == "a dead link":
        shutil.rmtree(cache)
        cache.symlink_to(cache.parent / "nowhere" / "else")
    else:
        for path in files:
            path.write_bytes(request.param)
    return cache


GARBAGE = ["a file", "a dead link", b"", b"\xde\x12\x04\x95", b"[" * 200_000]


@pytest.mark.parametrize("spoilt", GARBAGE, indirect=True, ids=lambda each: str(each)[:20])
def test_a_spoilt_cache_costs_only_time(spoilt: Path) -> None:
    done = run("--lang", "ja", "--content", str(SAMPLE), "scores")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "連続" in done.stdout


@pytest.mark.parametrize(
    ("language", "told"), [("en", "TERM=dumb) can't be drawn on"), ("ja", "画面を表示できません")]
)
def test_a_dumb_terminal_is_told_to_use_lines(language: str, told: str, db: Path) -> None:
    with window("env", "TERM=dumb", *APP, "--lang", language) as taiwa:
        taiwa.until(told)
        taiwa.until("taiwa --plain")
        assert taiwa.ended() == 1
        assert "\x1b" not in taiwa.seen.decode()
    with window("env", "TERM=dumb", *LINES) as taiwa:
        taiwa.until("> ")


@pytest.mark.parametrize("where", ["log", "&-"])
def test_errors_may_be_kept_in_a_file_while_the_app_is_drawn(where: str, db: Path) -> None:
    file = db.parent / "log" if where == "log" else where
    with window("sh", "-c", f"{' '.join(APP)} 2>{file}") as taiwa:
        taiwa.until("Begin the lesson")
        taiwa.type("\x11")  # Ctrl+Q
        assert taiwa.ended() == 0
        assert taiwa.modes == set()
    assert where != "log" or Path(file).read_bytes() == b""


@pytest.mark.parametrize("elsewhere", ["</dev/null", "| cat"])
def test_without_a_terminal_to_read_and_draw_on_lines_are_named(elsewhere: str, db: Path) -> None:
    with window("sh", "-c", f"{' '.join(APP)} {elsewhere}") as taiwa:
        taiwa.until("This is not a terminal: use taiwa --plain.")
        taiwa.ended()


def test_ask_at_a_terminal_says_that_it_waits_and_repeats_no_question(db: Path) -> None:
    with window(*APP, "ask", "--lang", "en") as taiwa:
        taiwa.until("Type a question and press Enter. Ctrl+D ends.")
        taiwa.type("what is the IP4?\n")
        taiwa.until("The essay does not say.")
        assert taiwa.drawn.count("what is the IP4?") == 1
