"""The rules by which records that come from several machines make one, each by itself.

`tests.mutants` spoils each of them and sees that these tests, or those of histories, notice.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest
from msgspec.structs import replace

from taiwa.record.branches import branches
from taiwa.record.log import OverrideDetail, Record, UndoDetail, digest, line
from taiwa.record.merging import Overtaken
from taiwa.record.store import Store
from tests import mutants
from tests.conftest import START
from tests.test_branches import merged
from tests.test_store import answered, started, tables


def following(prev: Record, name: str, **values: object) -> Record:
    """An answer after `prev`, by another name."""
    return replace(answered(prev.number + 1, "right"), id=name, prev=prev.id, **values)


def in_any_order(folder: Path, *records: Record) -> Iterator[Store]:
    for number, order in enumerate(permutations(records)):
        store = merged(folder / f"{number}.db", *([record] for record in order))
        yield store
        store.close()


def test_of_those_that_follow_one_the_smallest_goes_on_and_each_other_begins_a_branch() -> None:
    start = started()
    b, c, a = (following(start, name) for name in "bca")
    on = following(b, "0")
    assert branches("s1", [start, b, c, a, on]) == {
        "s1": [start, a],
        "b": [start, b, on],
        "c": [start, c],
    }


def test_a_record_without_a_way_back_to_a_start_waits() -> None:
    start, first = started(), answered(1, "right")
    lost = replace(answered(2, "right"), id="lost", prev="not here")
    after = following(lost, "after")
    backwards = replace(first, id="backwards", prev="s1-1")
    elsewhere = replace(following(start, "elsewhere"), prev=None)
    waiting = [lost, after, backwards, elsewhere]
    assert branches("s1", [start, first, *waiting]) == {"s1": [start, first]}
    assert branches("s1", [start, first, lost]) == {"s1": [start, first]}
    assert branches("s1", [lost, after]) == {}


def test_a_session_counts_nothing_that_waits_for_what_it_follows(tmp_path: Path) -> None:
    waiting = replace(answered(1, "right"), id="waiting", prev="not here")
    mine = [started(), answered(1, "wrong"), waiting]
    other = [started("s2"), *(answered(number, "right", "s2") for number in (1, 2, 3))]
    with closing(merged(tmp_path / "progress.db", [*mine, *other])) as store:
        counts = {row.id: (row.answered, row.correct) for row in store.sessions()}
    assert counts == {"s1": (1, 0), "s2": (3, 3)}


@pytest.mark.thorough
def test_of_several_tellings_of_a_record_the_smallest_digest_is_believed(tmp_path: Path) -> None:
    told = [following(started(), "told", elapsed=time) for time in (1, 2, 3)]
    smallest = min(told, key=lambda record: digest(line(record)))
    for store in in_any_order(tmp_path, started(), *told):
        assert store.records("s1")[1].elapsed == smallest.elapsed
        assert len(list(store.log())) == 4


@pytest.mark.thorough
def test_an_answer_counts_as_its_last_amendment_on_any_branch_has_it(tmp_path: Path) -> None:
    missed = answered(1, "wrong")
    right = following(missed, "x", kind="overridden", detail=OverrideDetail(judged="s1-1"))
    undone = following(
        right, "y", kind="undone", outcome=None, detail=UndoDetail(True, judged="s1-1")
    )
    again = replace(right, id="z")  # on a branch of its own, and not as late
    for store in in_any_order(tmp_path, started(), missed, right, undone, again):
        assert not store.tallies()
        assert len(store.sessions()) == 2


@pytest.mark.thorough
def test_an_answer_that_is_undone_on_two_branches_is_gone_once(tmp_path: Path) -> None:
    first, second = answered(1, "right"), answered(2, "right")
    undo = UndoDetail(True, judged="s1-1")
    undone = [
        following(second, name, kind="undone", outcome=None, detail=undo) for name in ("x", "y")
    ]
    for store in in_any_order(tmp_path, started(), first, second, *undone):
        assert [tally.count for tally in store.tallies()] == [1]


@pytest.mark.thorough
def test_a_memory_is_learned_from_answers_in_the_order_of_their_times(tmp_path: Path) -> None:
    days = [
        following(started(), name, outcome=outcome, at=START + timedelta(days=day))
        for name, outcome, day in (("x", "right", 9), ("y", "wrong", 2), ("z", "right", 5))
    ]
    found = [store.memories() for store in in_any_order(tmp_path, started(), *days)]
    ((_, memory),) = found[0].values()
    assert memory.last == days[0].at
    assert all(each == found[0] for each in found)


def test_what_is_undone_is_forgotten_though_the_undo_names_no_item(store: Store) -> None:
    answer = answered(1, "right")
    undo = UndoDetail(True, judged=answer.id)
    undone = following(answer, "x", kind="undone", outcome=None, item=None, detail=undo)
    for each in (started(), answer, undone):
        store.merge([each])
    assert not store.memories()


def test_a_move_of_another_device_holds_up_no_window_and_one_of_this_device_does(
    store: Store,
) -> None:
    store.append(started())
    store.merge([following(started(), "theirs", device="d2")])
    store.append(following(started(), "ours"))
    with pytest.raises(Overtaken):
        store.append(following(started(), "of another window"))
    assert len(store.sessions()) == 2
    before = tables(store)
    store.rebuild()
    assert tables(store) == before


def test_what_follows_a_record_that_is_told_of_another_session_stays_in_its_own(
    store: Store,
) -> None:
    first = answered(1, "right")
    on = following(following(first, "x"), "y")
    moved = [replace(first, session=name) for name in map(str, range(6))]
    told = min([first, *moved], key=lambda record: digest(line(record)))
    assert told != first
    for each in (started(), first, following(first, "x"), on, told):
        store.merge([each])
    found = [each.id for each in store.log() if not isinstance(each, bytes)]
    assert found == ["s1-1", "s1-0", "x", "y"]
    before = tables(store)
    store.rebuild()
    assert tables(store) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", [*mutants.MUTANTS][2::3])  # of each module; the tool tries all
def test_a_rule_that_is_spoilt_is_noticed(name: str) -> None:
    assert mutants.is_noticed(name)
