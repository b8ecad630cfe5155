"""Copies of one record that go on apart: their union is the same whichever way it comes about.

Random histories of up to four machines: sessions, answers, undos, folders copied with their device
id, backups restored, parts sent in any order, records told twice, lines of a later version.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import replace

from taiwa.dialogue.events import Given, Judgement
from taiwa.dialogue.state import Turn
from taiwa.record import doctor, merging
from taiwa.record.log import (
    AnswerDetail,
    Line,
    OverrideDetail,
    PlainDetail,
    Record,
    StartDetail,
    UndoDetail,
    digest,
    line,
)
from taiwa.record.store import Store
from taiwa.record.transfer import record_lines
from tests.conftest import START, examples
from tests.test_store import tables

ITEMS = ("rivers.q01", "rivers.q02", "bridges.q01")


class Machine:
    """One copy of the record: the lines that it has, and where its windows stand."""

    def __init__(self, device: str) -> None:
        self.device, self.lines = device, dict[bytes, Line]()
        self.ways: dict[str, list[Record]] = {}  # by session, as its window has seen it

    def copied(self, device: str) -> "Machine":
        made = Machine(device)
        made.lines, made.ways = dict(self.lines), {name: [*way] for name, way in self.ways.items()}
        return made

    def add(self, each: Line) -> None:
        text = each if isinstance(each, bytes) else line(each)
        self.lines[digest(text)] = each


class History:
    """What some machines did, drawn from a seed."""

    def __init__(self, seed: int) -> None:
        self.chance, self.ids, self.clock = random.Random(seed), 0, START
        self.machines = [Machine("d0")]
        self.backups: list[Machine] = []
        self.stood: list[list[str]] = []
        for _ in range(self.chance.randrange(10, 60)):
            self.step()
        for machine in self.machines:
            self.stood += [[record.id for record in way] for way in machine.ways.values()]

    def step(self) -> None:
        machine = self.chance.choice(self.machines)
        match self.chance.choices(range(7), (5, 30, 4, 2, 2, 4, 3))[0]:
            case 0:
                self.move(machine, None)
            case 1:
                names = [*machine.ways]
                self.move(machine, self.chance.choice(names) if names else None)
            case 2 if len(self.machines) < 4:  # with the device's id, or with one of its own
                own = machine.device if self.chance.random() < 0.5 else f"d{len(self.machines)}"
                self.machines.append(machine.copied(own))
            case 3:
                self.backups.append(machine.copied(machine.device))
            case 4 if self.backups:
                self.stood += [[each.id for each in way] for way in machine.ways.values()]
                back = self.chance.choice(self.backups)
                machine.lines, machine.ways = dict(back.lines), back.copied("").ways
            case 5:
                other = self.chance.choice(self.machines)
                sent = [*machine.lines.values()]
                for each in self.chance.sample(sent, self.chance.randrange(len(sent) + 1)):
                    other.add(each)
            case 6:
                self.tell_otherwise(machine)

    def move(self, machine: Machine, session: str | None) -> None:
        self.ids += 1
        self.clock += timedelta(hours=self.chance.choice((-30, 0, 0, 1, 30)), seconds=9)
        name = f"{self.chance.getrandbits(128):032x}"
        way = machine.ways.get(session or "", [])
        made = Record(
            id=name,
            prev=way[-1].id if way else None,
            device=machine.device,
            at=self.clock,
            day=self.clock.date().isoformat(),
            session=session or f"s{self.ids}",
            number=len(way),
            kind="started",
            language="en",
            detail=StartDetail("quiz", ("rivers",), tuple(Turn(item, True) for item in ITEMS)),
        )
        if way:
            made = self.moved(made, way)
        machine.add(made)
        machine.ways[made.session] = [*way, made]

    def moved(self, made: Record, way: Sequence[Record]) -> Record:
        answers = [each for each in way if each.kind == "answered"]
        what = self.chance.choice(("answered", "answered", "proceeded", "undone", "overridden"))
        if what in ("undone", "overridden") and answers:
            judged = self.chance.choice(answers)
            undo = UndoDetail(True, judged=judged.id)
            detail = undo if what == "undone" else OverrideDetail(judged=judged.id)
            outcome = None if what == "undone" else "right"
            return replace(made, kind=what, outcome=outcome, detail=detail, item=judged.item)
        if what == "proceeded":
            finished = self.chance.random() < 0.3
            return replace(made, kind=what, detail=PlainDetail(finished=finished))
        right = self.chance.random() < 0.6
        verdict = "correct" if right else "wrong"
        return replace(
            made,
            kind="answered",
            item=self.chance.choice(ITEMS),
            section="rivers",
            question_kind="fact",
            given=Given(chosen=(1,)),
            verdict=verdict,
            outcome="right" if right else "wrong",
            elapsed=4_000,
            detail=AnswerDetail(
                Judgement(verdict), typed=False, round=self.chance.randrange(2), sure=right or None
            ),
        )

    def tell_otherwise(self, machine: Machine) -> None:
        known = [each for each in machine.lines.values() if not isinstance(each, bytes)]
        if not known:
            return
        told = self.chance.choice(known)
        match self.chance.randrange(4):
            case 0:
                machine.add(json.encode({**json.decode(line(told)), "mood": 1}, order="sorted"))
            case 1:
                machine.add(replace(told, at=told.at + timedelta(hours=5)))
            case 2 if told.number:
                machine.add(replace(told, prev=self.chance.choice(known).id))
            case 3 if told.number:
                machine.add(replace(told, session=self.chance.choice(known).session))


def union(history: History) -> list[Line]:
    found: dict[bytes, Line] = {}
    for machine in history.machines:
        found |= machine.lines
    return [*found.values()]


def merged(path: Path, *parts: Sequence[Line]) -> Store:
    store = Store(path)
    store._db.execute("PRAGMA synchronous = OFF")
    for part in parts:
        store.merge(part)
    return store


def check(history: History, folder: Path) -> None:
    """All orders, one record at a time, and twice."""
    parts = [[*machine.lines.values()] for machine in history.machines]
    orders: list[tuple[list[Line], ...]] = [*permutations(parts[:3])]
    if parts[3:]:
        orders = [(*order, *parts[3:]) for order in orders]
    single = union(history)
    history.chance.shuffle(single)
    orders += [tuple([each] for each in single), (single, *parts)]
    expected: tuple[object, ...] | None = None
    for place, order in enumerate(orders):
        with (
            patch.object(merging, "AT_ONCE", place + 1),
            closing(merged(folder / f"{place}.db", *order)) as store,
        ):
            found = "\n".join(record_lines(store.log())), tables(store)
            expected = expected or found
            assert found == expected
            store.rebuild()
            assert tables(store) == expected[1]
            if place == 0:
                assert len(list(store.log())) == len(single)
                paths(store, history)


def paths(store: Store, history: History) -> None:
    """Each way that a window stood on is the beginning of a branch, unless it is told otherwise."""
    ways = [[each.id for each in store.records(row.id)] for row in rows(store)]
    told = {each.id for each in store.log() if not isinstance(each, bytes)}
    twice = {json.decode(each).get("id") for each in store.log() if isinstance(each, bytes)}
    for stood in history.stood:
        if not twice & {*stood} and told >= {*stood}:
            assert any(way[: len(stood)] == stood for way in ways)


def rows(store: Store) -> Iterator[object]:
    return iter(store.sessions(limit=-1))


@pytest.mark.thorough
def test_all_orders_of_three_copies_give_one_record(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for seed in range(12):
        check(History(seed), tmp_path_factory.mktemp("h"))


@pytest.mark.slow
@examples(3)
@given(seed=st.integers(0, 1 << 32))
def test_all_orders_of_random_histories_give_one_record(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    check(History(seed), tmp_path_factory.mktemp("h"))


def test_the_doctor_finds_a_record_with_branches_sound(tmp_path: Path) -> None:
    history = History(5)
    merged(tmp_path / "progress.db", union(history)).close()
    assert not [finding for finding in doctor.examine(tmp_path / "progress.db") if finding.wrong]
