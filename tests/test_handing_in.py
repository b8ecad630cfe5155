"""`taiwa hand-in` and `taiwa class`: what leaves the machine, and what a teacher sees of it."""

import csv
import io
import json
import os
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from taiwa.cli import handing_in, main
from taiwa.dialogue.events import Given
from taiwa.export.class_book import read
from taiwa.paths import PROFILES, record_of
from taiwa.record.store import Store
from tests.conftest import SAMPLE, START
from tests.test_store import answered, started

TYPED = "qwertzuiop"
"""A wrong answer that would be found in any file that it got into."""

LATER = START + timedelta(days=3)
ENGLISH = """\
Rivers and Bridges
In each section: known now / right at the first try, in per cent

                1       2  last
Anna          0/0     0/0 04-01
山田 太郎  18/100       - 04-01
*Cem            -       -     -

  1  Rivers
  2  Bridges

Have not handed in: Dora.
Not begun: Cem.
Not on your list: Cem.
* Handed in with another edition of the course than the one here: Cem.

Most missed at the first try
  Wrong answers are those of 1 learner, who handed them in.
    1/1  Fill in the gap. A bridge joins two ＿＿＿＿. (bridges.q01)
           1× qwertzuiop
    1/2  According to the author, what raised the town? (rivers.q01)
           1× the road

Learners can change what they hand in: this is for teaching, not for marks.
"""
JAPANESE = """\
川と橋
各節の数字：いま覚えている割合／初回の正答率（いずれも％）

                1       2  最終
Anna          0/0     0/0 04-01
*Cem            -       -     -
山田 太郎  18/100       - 04-01

  1  川
  2  橋

まだ始めていない人：Cem。
* ここにあるものとは別の版の教材で提出した人：Cem。

初回の誤答が多い問題
  誤答は、提出した1人のものです。
    1/1  空欄を埋めてください。橋は二つの＿＿＿＿を結びます。 (bridges.q01)
           1× qwertzuiop
    1/2  筆者によると町を育てたのは何ですか。 (rivers.q01)
           1× 道

提出物は学習者が書き換えられます。授業のための資料であり、成績評価には
  使えません。
"""


class Home:
    """One learner's machine, with the sample course."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.capsys = path, capsys

    def learn(self, *outcomes: str) -> "Home":
        with closing(Store(record_of(self.path, "sample"))) as store:
            store.devices(lambda: self.path.name)
            store.append(started("a"))
            for number, outcome in enumerate(outcomes, 1):
                store.append(answered(number, outcome, "a"))
        return self

    def typed(self) -> "Home":
        """Answer a question to which one types, wrong."""
        place = {"item": "bridges.q01", "section": "bridges"}
        with closing(Store(record_of(self.path, "sample"))) as store:
            store.devices(lambda: self.path.name)
            store.append(started("b"))
            store.append(replace(answered(1, "wrong", "b"), given=Given(text=TYPED), **place))
        return self

    def taiwa(self, *words: object, lang: str = "en_GB.UTF-8") -> str:
        """What a command says, its status at the end; the box is BOX."""
        self.capsys.readouterr()
        environment = {"TAIWA_HOME": str(self.path), "LANG": lang, "COLUMNS": "80"}
        with patch.dict(os.environ, environment), time_machine.travel(LATER, tick=False):
            status = main(["--content", str(SAMPLE), *map(str, words)])
        out, err = self.capsys.readouterr()
        told = (err + out).replace(str(self.path.parent / "box"), "BOX")
        return told + (f"({status})\n" if status else "")


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Home]:
    return lambda name: Home(tmp_path / name, capsys)


@pytest.fixture
def box(tmp_path: Path) -> Path:
    folder = tmp_path / "box"
    folder.mkdir()
    return folder


def handed(box: Path) -> list[Path]:
    return sorted(box.rglob("*.json"))


@pytest.mark.thorough
def test_scores_are_handed_in_after_a_word_and_what_was_typed_stays(
    home: Callable[[str], Home], box: Path
) -> None:
    anna = home("anna").typed()
    assert TYPED in anna.taiwa("export")
    told = anna.taiwa("hand-in", box, "--name", " Anna  Ång ", "--yes")
    assert told.startswith("This goes to BOX; whoever opens that folder can read it:\n- your name")
    assert "counted an answer as right yourself" in told
    assert "Not handed in: what you typed, chose or asked. It stays here.\n" in told
    (file,) = handed(box)
    assert file.name.startswith("taiwa-Anna Ång-")
    assert TYPED not in file.read_text(encoding="utf-8")
    document = json.loads(file.read_text(encoding="utf-8"))
    assert (document["course"]["id"], document["name"]) == ("sample", "Anna Ång")
    assert document["answers"] is False
    assert "提出しないもの：入力した答え、選んだ答え、質問。" in anna.taiwa(
        "hand-in", box, "--yes", lang="ja_JP.UTF-8"
    )


def test_wrong_answers_go_only_where_asked_for_and_with_a_word_before(
    home: Callable[[str], Home], box: Path
) -> None:
    anna = home("anna").typed()
    told = anna.taiwa("hand-in", box, "--name", "Anna", "--answers", "--yes")
    assert "- your wrong answers, as you typed or chose them: " in told
    assert TYPED in told
    assert TYPED in handed(box)[0].read_text(encoding="utf-8")
    anna.taiwa("hand-in", box, "--yes")
    assert TYPED not in handed(box)[0].read_text(encoding="utf-8")


@pytest.mark.thorough
def test_nothing_is_handed_in_without_a_yes(home: Callable[[str], Home], box: Path) -> None:
    anna = home("anna").learn("right")
    assert anna.taiwa("hand-in", box).endswith("as your teacher knows you: add --name NAME.\n(2)\n")
    assert "add --yes.\n(2)\n" in anna.taiwa("hand-in", box, "--name", "Anna")
    with patch.object(handing_in, "_can_ask", lambda: True):
        for typed, count in (
            ("\n", 0),
            ("n\n", 0),
            ("", 0),
            ("y\n", 1),
            ("はい\n", 1),
            ("ｙ\n", 1),
        ):
            with patch("sys.stdin", io.StringIO(typed)):
                told = anna.taiwa("hand-in", box, "--name", "Anna")
            assert ("Hand this in? [y/N]" in told, len(handed(box))) == (True, count)
            assert ("Nothing was handed in.\n(1)\n" in told) is not count
    assert json.loads(anna.taiwa("hand-in", "--print"))["name"] == "Anna"


@pytest.mark.thorough
def test_a_learner_has_one_file_and_can_take_it_back(
    home: Callable[[str], Home], box: Path
) -> None:
    anna = home("anna").learn("right")
    anna.taiwa("hand-in", box, "--name", "Anna", "--yes")
    first = handed(box)[0]
    home("ben").learn("wrong").taiwa("hand-in", box, "--name", "Anna", "--yes")
    anna.taiwa("hand-in", box, "--name", "Anna B.", "--yes")
    assert len(handed(box)) == 2
    assert first not in handed(box)
    assert anna.taiwa("hand-in", box, "--take-back").startswith("Taken back: BOX/taiwa-Anna B.-")
    assert len(handed(box)) == 1
    assert anna.taiwa("hand-in", box, "--take-back") == (
        "taiwa: You have handed in nothing to BOX for this course: check the place, or name the"
        " course with --course.\n(1)\n"
    )
    assert anna.taiwa("hand-in", box / "gone", "--yes") == (
        "taiwa: The folder BOX/gone is not there: connect it, or name another one. Nothing"
        " is lost.\n(1)\n"
    )


@pytest.mark.thorough
def test_a_link_or_a_pipe_that_somebody_laid_in_the_way_is_not_written_through(
    home: Callable[[str], Home], box: Path, tmp_path: Path
) -> None:
    anna, mine = home("anna").learn("right"), tmp_path / "mine"
    anna.taiwa("hand-in", box, "--name", "Anna", "--yes")
    (file,) = handed(box)
    for lay in (lambda: file.symlink_to(mine), lambda: os.mkfifo(file)):
        file.unlink()
        mine.write_text("mine", encoding="utf-8")
        lay()
        anna.taiwa("hand-in", box, "--yes")
        assert mine.read_text(encoding="utf-8") == "mine"
        assert not file.is_symlink()
        assert json.loads(file.read_text(encoding="utf-8"))["name"] == "Anna"


_CLASS: dict[str, bytes] = {}


def classroom(home: Callable[[str], Home], box: Path) -> None:
    """Three have handed in: one with answers, one with another edition, one who has not begun."""
    if not _CLASS:
        anna, ben, cem = (home(name) for name in ("anna", "ben", "cem"))
        anna.learn("wrong", "wrong").typed()
        anna.taiwa("hand-in", box, "--name", "Anna", "--answers", "--yes")
        ben.learn("right").taiwa("hand-in", box, "--name", "山田 太郎", "--yes")
        cem.learn().taiwa("hand-in", box, "--name", "Cem", "--yes")
        change(next(box.glob("*Cem*")), lambda told: told["course"].update(edition="0" * 16))
        _CLASS.update((file.name, file.read_bytes()) for file in handed(box))
    for name, content in _CLASS.items():
        (box / name).write_bytes(content)


def change(file: Path, how: Callable[[dict[str, Any]], object]) -> None:
    told = json.loads(file.read_text(encoding="utf-8"))
    how(told)
    file.write_text(json.dumps(told), encoding="utf-8")


@pytest.mark.thorough
def test_a_teacher_sees_the_class(home: Callable[[str], Home], box: Path, tmp_path: Path) -> None:
    classroom(home, box)
    (tmp_path / "names.txt").write_text("ＡＮＮＡ\nDora\n山田太郎\n", encoding="utf-8")
    teacher = home("teacher")
    assert teacher.taiwa("class", box, "--names", tmp_path / "names.txt") == ENGLISH
    assert teacher.taiwa("class", box, lang="ja_JP.UTF-8") == JAPANESE
    assert teacher.taiwa("class", *handed(box), lang="ja_JP.UTF-8") == JAPANESE


def test_a_class_is_a_table_for_spreadsheets_and_json_for_programs(
    home: Callable[[str], Home], box: Path, tmp_path: Path
) -> None:
    classroom(home, box)
    change(next(box.glob("*Cem*")), lambda told: told.update(name='=HYPERLINK("http://a")'))
    (tmp_path / "names.csv").write_text("no;Name\n1;+Dora\n2;Anna\n", encoding="utf-8-sig")
    words = ("class", box, "--names", tmp_path / "names.csv")
    told = home("teacher").taiwa(*words, "--csv")
    rows = list(csv.DictReader(io.StringIO(told.removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == [
        *("Anna", '\'=HYPERLINK("http://a")', "山田 太郎", "'+Dora")
    ]
    assert (rows[2]["rivers right"], rows[2]["rivers tried"]) == ("1", "1")
    told = json.loads(home("teacher").taiwa(*words, "--json"))
    assert [each["name"] for each in told["learners"]][::2] == ["Anna", "山田 太郎"]
    assert [each["listed"] for each in told["learners"]] == [True, False, False]
    assert told["missed"][0]["wrong"][0]["answer"] == {"ja": TYPED, "en": TYPED}
    assert told["absent"] == ["+Dora"]


@pytest.mark.thorough
def test_of_several_files_of_one_learner_the_longest_record_counts(
    home: Callable[[str], Home], box: Path
) -> None:
    anna = home("anna").learn("wrong")
    anna.taiwa("hand-in", box, "--name", "Anna", "--yes")
    old = handed(box)[0].read_bytes()
    anna.typed().taiwa("hand-in", box, "--yes")
    (box / "a conflict copy.json").write_bytes(old)
    (box / "uploads" / "Anna_1").mkdir(parents=True)
    (box / "uploads" / "Anna_1" / "other.json").write_bytes(old)
    told = home("teacher").taiwa("class", box)
    assert [line.split() for line in told.split("\n") if "Anna" in line] == [
        ["Anna", "0/0", "0/0", "04-01"]
    ]


@pytest.mark.thorough
def test_two_of_one_name_are_told_apart_and_one_can_be_left_out_or_deleted(
    home: Callable[[str], Home], box: Path
) -> None:
    for name in ("anna", "other"):
        home(name).learn("right").taiwa("hand-in", box, "--name", "Anna", "--yes")
    home("ben").learn("right").taiwa("hand-in", box, "--name", "Ben", "--yes")
    teacher = home("teacher")
    one, two = (file.stem[-8:] for file in handed(box) if "Anna" in file.name)
    told = teacher.taiwa("class", box)
    assert f"\n{one} Anna" in told
    assert f"\n{two} Anna" in told
    assert f"name one by its id: {one}, {two}." in teacher.taiwa("class", box, "--without", "anna")
    assert one not in teacher.taiwa("class", box, "--without", one)
    assert "Nobody called Dora has handed in." in teacher.taiwa("class", box, "--delete", "Dora")
    assert teacher.taiwa("class", box, "--delete", one).startswith("Deleted: BOX/taiwa-Anna-")
    assert len(handed(box)) == 2
    (copy,) = (teacher.path / "backups").iterdir()
    assert json.loads(copy.read_text(encoding="utf-8"))["learner"].startswith(one)


def test_what_is_no_hand_in_is_counted_and_does_no_harm(
    home: Callable[[str], Home], box: Path, tmp_path: Path
) -> None:
    classroom(home, box)
    good = handed(box)[0].read_bytes()
    for number, content in enumerate(
        [b"", b"\x00\xff", b"[" * 100_000, b"{" * 9, b"[]", good[:-9]]
    ):
        (box / f"broken {number}.json").write_bytes(content)
    (box / "notes.txt").write_text("not asked for", encoding="utf-8")
    (box / "newer.json").write_bytes(good.replace(b'"version": 1', b'"version": 9'))
    (box / "another.json").write_bytes(good.replace(b'"sample"', b'"geometry"'))
    (box / "link.json").symlink_to(tmp_path / "box" / "newer.json")
    (box / "round").symlink_to(box)
    os.mkfifo(box / "pipe.json")
    with (box / "large.json").open("wb") as file:
        file.truncate(1 << 30)
    told = home("teacher").taiwa("class", box)
    assert "\nAnna " in told
    assert "There are hand-ins of other courses, too (geometry): --course names one.\n" in told
    unwrapped = "".join(told.split())
    assert "1filewaswrittenbyanewertaiwa:updatetaiwatoreadit(newer.json)" in unwrapped
    assert "9filesaredamagedorarenohand-ins,andwereleftout:broken0.json," in unwrapped
    assert "pipe.json" in unwrapped


def test_of_many_files_that_are_no_hand_ins_some_are_named(
    home: Callable[[str], Home], box: Path
) -> None:
    for number in range(30):
        (box / f"other {number:02}.json").write_text("{}", encoding="utf-8")
    told = "".join(home("teacher").taiwa("class", box).split())
    assert "30filesaredamagedorarenohand-ins" in told
    assert "other09.json" in told
    assert "other10.json" not in told
    assert "…" in told


@pytest.mark.thorough
def test_a_teacher_sees_the_profiles_on_the_machine_without_any_hand_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    teacher = Home(tmp_path / "home", capsys)
    assert "No profile on this machine has begun" in teacher.taiwa("class")
    (tmp_path / "names.txt").write_text("Anna\nDora\n", encoding="utf-8")
    for name in ("Anna", "花子", "Cem"):
        Home(teacher.path / PROFILES / name, capsys).typed()
    with closing(Store(record_of(teacher.path / PROFILES / "Anna", "sample"))):  # who is learning
        told = teacher.taiwa("class", "--without", "Cem")
    assert "\nAnna  " in told
    assert "\n花子  " in told
    assert "Cem" not in told
    listed = teacher.taiwa("class", "--names", tmp_path / "names.txt")
    assert "Have not begun this course on this machine: Dora." in listed
    assert "hand" not in listed.casefold()
    assert f"2× {TYPED}" in told
    record_of(teacher.path / PROFILES / "Cem", "sample").write_bytes(b"no database" * 1000)
    told = teacher.taiwa("class")
    assert told.startswith("Cem: ")
    assert "\n花子  " in told
    assert "taiwa profiles delete" in teacher.taiwa("class", "--delete", "花子")


def test_no_text_of_a_hand_in_acts_on_the_terminal(home: Callable[[str], Home], box: Path) -> None:
    classroom(home, box)
    evil = "\x1b]0;a\x07\x1b[2J\u202e\x9b31m\r\nB"
    file = next(box.glob("*Anna*"))
    change(file, lambda told: told.update(name=evil))
    change(file, lambda told: told["questions"]["rivers.q01"]["wrong"][0]["answer"].update(en=evil))
    change(file, lambda told: told["sections"].update({evil: told["sections"]["rivers"]}))
    change(file, lambda told: told["questions"].update({evil: told["questions"]["rivers.q01"]}))
    for form in ((), ("--json",), ("--csv",)):
        told = home("teacher").taiwa("class", box, *form).removeprefix("\ufeff")
        assert "B" in told
        assert all(each.isprintable() or each in "\r\n" for each in told)


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
def test_anything_may_lie_there(content: bytes) -> None:
    assert read(content) == 0


def test_no_list_no_folder_no_class(home: Callable[[str], Home], box: Path, tmp_path: Path) -> None:
    teacher, names = home("teacher"), tmp_path / "names.txt"
    assert teacher.taiwa("class", box).startswith(
        "Nobody has handed in to BOX for the course sample yet.\n"
    )
    assert teacher.taiwa("class", box / "gone") == (
        "taiwa: BOX/gone can't be read: check that it is there, and its permissions.\n(2)\n"
    )
    names.write_bytes("山田".encode("cp932"))
    assert "is not a text in UTF-8: save it as one.\n(2)\n" in teacher.taiwa(
        "class", box, "--names", names
    )
    names.write_bytes(b"\n\n")
    assert "has no names in it: write one on each line.\n(2)\n" in teacher.taiwa(
        "class", box, "--names", names
    )
