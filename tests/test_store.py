"""The database: what is acknowledged stays, and what can't be used is told and left alone."""

import sqlite3
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from taiwa.dialogue.events import Given, Judgement, Verdict
from taiwa.dialogue.state import Turn
from taiwa.errors import StoreError
from taiwa.record import migrations
from taiwa.record.log import AnswerDetail, OverrideDetail, Record, StartDetail, UndoDetail
from taiwa.record.memory import Model
from taiwa.record.merging import Overtaken
from taiwa.record.store import Store
from tests.conftest import START, examples


def started(session: str = "s1") -> Record:
    return Record(
        id=f"{session}-0",
        device="d1",
        at=START,
        day="2026-04-01",
        session=session,
        number=0,
        kind="started",
        language="en",
        detail=StartDetail("quiz", ("rivers",), (Turn("rivers.q01", True, 1),)),
    )


def answered(number: int, outcome: str, session: str = "s1", **values: object) -> Record:
    verdict: Verdict = "correct" if outcome == "right" else "wrong"
    return replace(
        started(session),
        id=f"{session}-{number}",
        prev=f"{session}-{number - 1}",
        at=START + timedelta(seconds=number),
        number=number,
        kind="answered",
        item="rivers.q01",
        revision=1,
        section="rivers",
        question_kind="fact",
        given=Given(chosen=(1,)),
        verdict=verdict,
        outcome=outcome,
        elapsed=4_000,
        **{"detail": AnswerDetail(Judgement(verdict), typed=False), **values},
    )


def test_a_record_comes_back_as_it_was(store: Store) -> None:
    record = answered(1, "wrong")
    store.append(started())
    store.append(record)
    assert store.records("s1") == [started(), record]


def test_the_database_is_durable_and_strict(store: Store, tmp_path: Path) -> None:
    store.append(started())
    with sqlite3.connect(tmp_path / "progress.db") as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        with pytest.raises(sqlite3.IntegrityError):
            db.execute("UPDATE record SET number = 'three'")
    assert store._db.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_place_in_a_session_is_taken_only_once(store: Store, tmp_path: Path) -> None:
    store.append(started())
    store.append(answered(1, "right"))
    other = Store(tmp_path / "progress.db")
    with pytest.raises(Overtaken):
        other.append(replace(answered(1, "wrong"), id="another"))
    assert [record.outcome for record in other.records("s1")] == [None, "right"]
    other.close()


def test_a_session_is_summed_up_as_it_goes(store: Store) -> None:
    store.append(started())
    store.append(answered(1, "wrong"))
    again = answered(2, "right")
    store.append(replace(again, detail=replace(again.detail, round=1, finished=True)))
    row = store.sessions()[0]
    assert (row.questions, row.answered, row.correct, row.elapsed) == (1, 1, 0, 8_000)
    assert row.finished
    assert store.unfinished(["d1"], START) is None


def test_an_unfinished_session_is_found_again(store: Store) -> None:
    store.append(started("a"))
    store.append(replace(started("b"), at=START + timedelta(hours=1)))
    left = store.unfinished(["d1"], START + timedelta(hours=1))
    assert left is not None
    assert left.id == "b"
    assert store.unfinished(["another device"], START) is None


def test_an_answer_makes_a_memory_that_fades(store: Store) -> None:
    store.append(started())
    store.append(answered(1, "right"))
    section, memory = store.memories()["rivers.q01"]
    assert section == "rivers"
    assert memory.reviews == 1
    now = Model().retrievability(memory, START + timedelta(seconds=1))
    later = Model().retrievability(memory, START + timedelta(days=30))
    assert 0.99 < now <= 1
    assert 0 < later < now


def test_a_missed_item_is_due_the_next_day(store: Store) -> None:
    store.append(started())
    store.append(answered(1, "wrong"))
    _, memory = store.memories()["rivers.q01"]
    assert Model().due(memory, 0.9) - memory.last == timedelta(days=1)


def test_an_override_makes_the_memory_what_a_right_answer_would_have(store: Store) -> None:
    for session in ("a", "b"):
        store.append(started(session))
    store.append(answered(1, "wrong", "a"))
    judged = OverrideDetail(judged="a-1")
    override = replace(answered(2, "right", "a", detail=judged), kind="overridden", verdict=None)
    store.append(override)
    _, mended = store.memories()["rivers.q01"]
    assert mended.lapses == 0
    assert [(r.answered, r.correct) for r in store.sessions() if r.id == "a"] == [(1, 1)]
    tally = dict(store._db.execute("SELECT outcome, count FROM tally").fetchall())
    assert tally == {"wrong": 0, "right": 1}


def tables(store: Store) -> dict[str, object]:
    """What derives from the log, as it stands, whatever numbers its words have."""
    word = "(SELECT text FROM word WHERE n = {})".format
    sort = ", ".join(map(word, ("section", "question_kind", "language")))
    queries = {
        "tally": f"SELECT day, {sort}, outcome, sure, count, elapsed FROM {{}} "
        "WHERE count != 0 ORDER BY 1, 2, 3, 4, 5, 6",
        "amended": f"SELECT hex(r.id), {word('a.outcome')} FROM {{}} a JOIN record r USING (n) "
        "ORDER BY 1",
    }
    found = {
        name: store._db.execute(query.format(name)).fetchall() for name, query in queries.items()
    }
    return found | {"memory": store.memories(), "session": store._sessions("ORDER BY id", ())}


def test_rebuilding_from_the_log_gives_the_same_tables(store: Store) -> None:
    store.append(started())
    outcomes = ["wrong", "right", "close", "revealed", "skipped", "right"]
    for number, outcome in enumerate(outcomes, 1):
        store.append(answered(number, outcome))
    detail = OverrideDetail(judged="s1-1")
    store.append(replace(answered(7, "right", detail=detail), kind="overridden"))
    before = tables(store)
    store.rebuild()
    assert tables(store) == before


def test_a_database_of_a_newer_taiwa_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {migrations.SCHEMA_VERSION + 1}")
        db.execute("CREATE TABLE treasure (x)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer taiwa"):
        Store(path)
    assert path.read_bytes() == before


def test_a_damaged_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    path.write_bytes(b"this was never a database" * 1000)
    with pytest.raises(StoreError, match="damaged"):
        Store(path)
    assert path.read_bytes() == b"this was never a database" * 1000


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="can't be saved"):
        Store(tmp_path / "file" / "progress.db")


def test_a_full_disk_is_told_and_the_answer_is_not_in_the_log(store: Store) -> None:
    store.append(started())
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    big = AnswerDetail(Judgement("wrong", matched="x" * 100_000), typed=True)
    with pytest.raises(StoreError, match="disk is full"):
        store.append(answered(1, "wrong", detail=big))
    assert len(store.records("s1")) == 1
    store._db.execute("PRAGMA max_page_count = 100000")
    store.append(answered(1, "wrong", detail=big))
    assert len(store.records("s1")) == 2


@pytest.mark.slow
def test_a_database_locked_for_long_is_told(store: Store, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "progress.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store._db.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(StoreError, match="Another program"):
        store.append(started())
    other.execute("ROLLBACK")
    store.append(started())
    other.close()


def test_settings_are_kept_and_made_once(store: Store) -> None:
    assert store.setting("language") is None
    store.set("language", "ja")
    assert store.setting("language") == "ja"
    assert store.devices(lambda: "one") == ("one",)
    assert store.devices(lambda: "two") == ("one",)


OUTCOMES = st.sampled_from(["right", "close", "wrong", "revealed", "skipped"])
AMENDMENTS = st.lists(st.tuples(st.sampled_from(["undone", "overridden"]), st.integers(0, 3)))
MOVES = st.lists(
    st.tuples(OUTCOMES, st.integers(-400, 400), AMENDMENTS, st.booleans(), st.booleans()),
    max_size=12,
)


@pytest.mark.slow
@examples(1.5)
@given(moves=MOVES)
@example(
    moves=[
        ("right", 0, [], False, False),
        ("right", 1, [], False, True),
        ("right", 2, [], False, True),
        ("right", 0, [("undone", 2)], True, True),
        ("right", 0, [], False, False),
        ("right", 0, [("undone", 3)], False, False),
    ]
)  # what the other window wrote leaves what this one saw as it was, but not what went before
def test_whatever_the_clock_did_a_rebuild_gives_the_same_tables(
    moves: list[tuple[str, int, list[tuple[str, int]], bool, bool]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Answers on two items in two windows, at any hour before or after each other.

    Some of them, or of those before them, are undone or overridden, more than once.
    """
    path = tmp_path_factory.mktemp("any") / "progress.db"
    store, other = Store(path), Store(path)
    store.append(started())
    given: list[Record] = []
    numbers = count(1)
    for outcome, hours, amendments, elsewhere, another in moves:
        at = START + timedelta(hours=hours)
        values = {"at": at, "day": at.date().isoformat()}
        item = "rivers.q02" if another else "rivers.q01"
        given.append(replace(answered(next(numbers), outcome), item=item, **values))
        window = other if elsewhere else store
        window.append(given[-1])
        for kind, back in amendments:
            judged = given[-1 - back % len(given)]
            undo = UndoDetail(True, judged=judged.id)
            detail = undo if kind == "undone" else OverrideDetail(judged=judged.id)
            kept = None if kind == "undone" else "right"
            number = next(numbers)
            follows = {"id": f"s1-{number}", "prev": f"s1-{number - 1}", "number": number}
            made = replace(judged, **follows, **values)
            window.append(replace(made, kind=kind, outcome=kept, verdict=None, detail=detail))
    other.close()
    before = tables(store)
    store.rebuild()
    assert tables(store) == before
    store.close()


@pytest.mark.thorough
def test_an_undo_is_as_much_work_after_many_as_after_a_few(store: Store) -> None:
    store.append(started())
    work: list[int] = []

    def undo(number: int) -> None:
        store.append(answered(number, "wrong"))
        steps = count(1)
        store._db.set_progress_handler(lambda: next(steps) < 0, 1)
        detail = UndoDetail(True, judged=f"s1-{number}")
        undone = answered(number + 1, "wrong", detail=detail)
        store.append(replace(undone, kind="undone", outcome=None, verdict=None))
        store._db.set_progress_handler(None, 1)
        work.append(next(steps))

    for number in range(1, 400, 2):
        undo(number)
    assert work[-1] < 1.2 * work[5]
    assert store.memories() == {}
