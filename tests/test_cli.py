"""The commands as a shell sees them: real processes, exit statuses, one clear sentence."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from taiwa import paths
from taiwa.cli import main
from taiwa.cli.about import ABOUT
from taiwa.course.course import Course
from taiwa.record.settings import SETTINGS
from taiwa.text.cells import cells
from taiwa.words.catalogs import Words
from tests.conftest import SAMPLE
from tests.test_places import Said, said

__all__ = ["said"]

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def taiwa(tmp_path: Path, cache: Path, course: Course) -> Run:
    """Runs taiwa in a home of its own, where the shipped course has been loaded before."""
    shutil.copytree(cache, paths.cache_folder({"TAIWA_HOME": str(tmp_path / "home")}))

    def run(*arguments: str, lines: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "TAIWA_HOME": str(tmp_path / "home"), **env}
        return subprocess.run(
            [sys.executable, "-m", "taiwa", *arguments],
            input=lines,
            capture_output=True,
            encoding="utf-8",
            env=environment,
            check=False,
            timeout=60,
        )

    return run


@pytest.fixture
def within(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs taiwa within this process, which is enough for what is refused."""

    def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        try:
            status = main(list(arguments))
        except SystemExit as end:  # argparse's own refusal
            status = int(end.code or 0)
        told = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, status, told.out, told.err)

    return run


@pytest.mark.thorough
def test_the_version_is_told(taiwa: Run) -> None:
    done = taiwa("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("taiwa ")


@pytest.mark.thorough
def test_without_a_terminal_it_says_what_to_use(taiwa: Run) -> None:
    done = taiwa("--content", str(SAMPLE))
    assert done.returncode == 1
    assert done.stderr == "taiwa: This is not a terminal: use taiwa --plain.\n"
    said = taiwa("--content", str(SAMPLE), LANG="ja_JP.UTF-8").stderr
    assert "taiwa --plain" in said
    assert "ターミナルの外では" in said


def test_a_lesson_and_a_quiz_at_once_are_refused(within: Run) -> None:
    done = within("--plain", "--lang", "ja", "--lesson", "rivers", "--quiz", "rivers")
    assert done.returncode == 2
    assert "--quiz：--lessonと一緒には使えません" in done.stderr


@pytest.mark.parametrize("option", ["--lesson", "--quiz"])
def test_a_command_does_not_drop_the_session_asked_for_before_it(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("scores", "doctor", "serve"):
        assert main(["--content", str(SAMPLE), option, "rivers", command]) == 2
        told = f"{option} begins a session: leave it out, or the command '{command}'."
        assert told in capsys.readouterr().err


def test_an_unknown_section_is_told_with_those_there_are(within: Run) -> None:
    done = within("--plain", "--content", str(SAMPLE), "--lesson", "lakes")
    assert done.returncode == 2
    assert done.stderr == (
        "taiwa: There is no section 'lakes'. The sections are: rivers, bridges.\n"
    )


def test_an_unknown_language_is_told_with_those_there_are(within: Run) -> None:
    done = within("--plain", "--lang", "fr")
    assert done.returncode == 2
    assert "en, ja" in done.stderr


def test_a_wrong_option_is_told_in_the_language_of_the_locale(within: Run) -> None:
    done = within("--bogus", LANG="ja_JP.UTF-8")
    assert done.returncode == 2
    assert "使い方：" in done.stderr
    assert done.stderr.endswith("taiwa: 知らない引数です：--bogus\n")


def test_a_session_is_written_as_markdown_only(within: Run) -> None:
    done = within("export", "--session", "last")
    assert done.returncode == 2
    assert done.stderr == "taiwa: --session goes with --format markdown.\n"


def test_a_folder_without_a_course_is_told(within: Run, tmp_path: Path) -> None:
    done = within("--plain", "--content", str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert "can't be used" in done.stderr
    assert "this file is missing" in done.stderr


def test_check_names_files_by_the_folder_as_it_was_given_and_speaks_the_users_language(
    edited: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = edited("rivers.yaml", "kind: fact", "kind: fcat")
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    given = f"../../{folder.name}"
    assert main(["--lang", "ja", "check", given]) == 1
    told = capsys.readouterr().out
    assert told.startswith(f"{given}/rivers.yaml:")
    assert "「fcat」" in told
    assert "「fact」のことですか。" in told
    assert main(["--lang", "en", "check", "nowhere"]) == 1
    assert capsys.readouterr().out.startswith("nowhere/course.yaml:1:1: there is no course here")


@pytest.mark.thorough
def test_check_lists_problems_and_fails(taiwa: Run, edited: Callable[..., Path]) -> None:
    assert taiwa("check", str(SAMPLE)).returncode == 0
    done = taiwa("check", str(edited("rivers.yaml", "kind: fact", "kind: fcat")))
    assert done.returncode == 1
    assert "'kind' can't be 'fcat'" in done.stdout


@pytest.mark.slow
def test_the_locale_chooses_the_first_language_and_the_last_choice_the_next(taiwa: Run) -> None:
    course = ("--plain", "--content", str(SAMPLE))
    assert "川と橋" in taiwa(*course, lines="/quit\n", LANG="ja_JP.UTF-8").stdout
    assert "Rivers and Bridges" in taiwa(*course, lines="/lang en\n/quit\n", LANG="de_DE").stdout
    assert "川と橋" in taiwa(*course, lines="/lang ja\n/quit\n").stdout
    assert "川と橋" in taiwa(*course, lines="/quit\n").stdout


@pytest.mark.thorough
def test_plain_mode_sends_no_control_characters(taiwa: Run) -> None:
    done = taiwa("--plain", "--content", str(SAMPLE), lines="1\n\n1\n", NO_COLOR="1")
    assert all(c.isprintable() or c == "\n" for c in done.stdout)


@pytest.mark.thorough
def test_scores_are_printed_for_people_and_programs(taiwa: Run) -> None:
    course = ("--content", str(SAMPLE))
    taiwa("--plain", *course, lines="1\n\n1\n/quit\n")
    told = taiwa(*course, "scores").stdout
    assert "Rivers" in told
    assert "Sessions" in told
    scores = json.loads(taiwa(*course, "scores", "--json").stdout)
    assert [section["id"] for section in scores["sections"]] == ["rivers", "bridges"]
    assert scores["sessions"][0]["answered"] == 1


@pytest.mark.thorough
def test_a_closed_pipe_ends_quietly(taiwa: Run, tmp_path: Path) -> None:
    command = f"{sys.executable} -m taiwa --plain --content {SAMPLE} | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; yes 1 | {command}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_help_of_a_command_ends_with_what_is_worth_knowing_set_for_the_window(
    within: Run, words: Words, language: str
) -> None:
    for name, paragraphs in ABOUT.items():
        told = within(name, "--help", "--lang", language, COLUMNS="60").stdout
        about = told.split("\n\n")[-len(paragraphs) :]
        for shown, meant in zip(about, paragraphs, strict=True):
            assert "".join(shown.split()) == "".join(words.speaking(language)._(meant).split())
            assert max(map(cells, shown.split("\n"))) <= 58
    told = within("set", "--help", "--lang", language).stdout
    assert all(f"{name}:" in told.replace("：", ":") for name in [*SETTINGS, "essay"])


@pytest.mark.thorough
def test_nothing_below_the_app_loads_a_user_interface_library() -> None:
    script = (
        "import sys\n"
        "import taiwa.cli, taiwa.words.wording, taiwa.study.session, taiwa.words.scoreboard\n"
        "import taiwa.dialogue.judge, taiwa.tutor.grading, taiwa.cli.plain, taiwa.course.loading\n"
        "print([m for m in sys.modules if m.split('.')[0] == 'textual' or m == 'rich.console'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.thorough
def test_a_question_is_answered_with_its_source(taiwa: Run) -> None:
    done = taiwa("ask", "フランスはなぜ反対したの")
    assert done.returncode == 0
    assert "地理的" in done.stdout
    assert "第" in done.stdout


@pytest.mark.thorough
def test_questions_from_a_pipe_come_back_as_lines_of_json(taiwa: Run) -> None:
    lines = "what is IP4?\n今日の天気は？\n"
    told = [json.loads(line) for line in taiwa("ask", "--json", lines=lines).stdout.splitlines()]
    assert [reply["question"] for reply in told] == ["what is IP4?", "今日の天気は？"]
    assert [reply["language"] for reply in told] == ["en", "ja"]
    assert [reply["answered"] for reply in told] == [True, False]
    assert "New Zealand" in told[0]["reply"]
    assert told[0]["sections"][0] == "section-1"
    assert told[0]["sources"] == ["section-1 ¶2", "record"]
    assert told[1]["sections"] == []


def test_a_course_is_named_behind_the_command_and_a_reply_keeps_its_lines(said: Said) -> None:
    course = ("--content", str(SAMPLE))
    asked = ("--json", "Bridge over what?")
    told = said("ask", *course, *asked)
    assert told == said(*course, "ask", *asked)
    reply = json.loads(told)["reply"].split("\n")
    assert reply[1:4:2] == ["Bridges", "Rivers, step 1"], (
        "a term is of no step that does not say it"
    )


@pytest.mark.thorough
def test_ask_knows_the_learners_own_record(taiwa: Run) -> None:
    done = taiwa("ask", "--json", "今日は何を間違えた？")
    told = json.loads(done.stdout)
    assert (told["language"], told["answered"]) == ("ja", True)
    assert told["reply"] == "今日は間違えた問題はありません。"


def test_a_mistaken_command_is_told_with_those_that_the_help_lists(within: Run) -> None:
    done = within("foo")
    assert done.returncode == 2
    named = re.findall(r"\w[\w-]*", done.stderr.partition("choose from")[2])
    assert named == re.findall(r"(?m)^    (\w[\w-]*) ", within("--help").stdout)
