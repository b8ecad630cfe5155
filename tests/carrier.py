"""Three machines whose folders a sync tool carries to one another, as badly as sync tools can.

It delays files, leaves them half there, makes conflict copies and duplicates; files are deleted by
hand, machines are stolen, set back to a backup, and killed in the middle of a sync.
"""

import random
import shutil
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from taiwa.record.log import digest, line
from taiwa.record.store import Store
from taiwa.record.transfer import record_lines
from taiwa.sync import folder as folders
from taiwa.sync import segments
from taiwa.sync.folder import Folder
from taiwa.sync.syncing import Pace, sync
from tests.conftest import START
from tests.test_branches import History, Machine
from tests.test_store import tables


class Killed(BaseException):
    """A process that ends at once."""


class Device:
    """A machine: its record, and its copy of the folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self.home, self.meeting = folder / name, folder / name / "meeting"
        self.meeting.mkdir(parents=True)
        self.machine = Machine(name)
        self.open()

    def open(self) -> None:
        self.store = Store(self.home / "progress.db")
        self.store._db.execute("PRAGMA synchronous = OFF")

    def sync(self, chance: random.Random, breaks: bool = False) -> None:
        """One sync, which may be killed at one of its steps."""
        step = chance.choice(("pause", "written", "renamed")) if breaks else ""
        steps = {"written": (folders, "_write_new"), "renamed": (folders, "_fsync")}

        def pause(seconds: float) -> None:
            if step == "pause" and chance.random() < 0.5:
                raise Killed

        def half(file: Path, content: bytes, mode: int) -> None:
            file.write_bytes(content[: len(content) // 2])
            raise Killed

        with ExitStack() as patched:
            if step in steps:
                killed = half if step == "written" else Killed
                patched.enter_context(patch.object(*steps[step], side_effect=killed))
            place = Folder(self.meeting, "sample")
            sync(self.store, place, lambda: "d", lambda note: None, pace=Pace(pause=pause))

    def digests(self) -> set[bytes]:
        texts = (each if isinstance(each, bytes) else line(each) for each in self.store.log())
        return {digest(text) for text in texts}

    def segments(self) -> list[Path]:
        return sorted(path for path in self.meeting.rglob("*") if path.is_file())

    def shown(self) -> set[bytes]:
        """The lines that its folder has."""
        return {
            digest(text)
            for path in self.segments()
            if path.read_bytes().startswith(segments.FORMAT)
            for text in segments.texts(path.read_bytes())
        }


class World(History):
    """What happened to three machines, drawn from a seed."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance, self.ids, self.clock = random.Random(seed), 0, START
        self.folder, self.made = folder, 3
        self.happened = Counter[str]()
        self.devices = [Device(folder, f"d{number}") for number in range(3)]
        self.backups: list[tuple[Device, Path]] = []
        first, *others = self.devices
        self.learn(first)
        first.sync(self.chance)
        for device in others:
            self.carry(first, device, whole=True)
            device.sync(self.chance)
        self.seen = self.present()
        for _ in range(self.chance.randrange(30, 60)):
            self.happen()
            self.seen |= self.present()

    def present(self) -> set[bytes]:
        """Every line that is anywhere."""
        parts = [part for each in self.devices for part in (each.digests(), each.shown())]
        return set[bytes]().union(*parts)

    def happen(self) -> None:
        device, other = self.chance.sample(self.devices, 2)
        what = self.chance.choices(
            ("learn", "sync", "killed", "carry", "reset", "stolen", "deleted"),
            (8, 8, 3, 12, 1, 1, 1),
        )[0]
        self.happened[what] += 1
        match what:
            case "learn":
                self.learn(device)
            case "sync":
                device.sync(self.chance)
            case "killed":
                try:
                    device.sync(self.chance, breaks=True)
                except Killed:
                    device.store.close()
                    device.open()
            case "carry":
                self.carry(device, other)
            case "reset":
                self.reset(device)
            case "stolen":
                self.steal(device)
            case "deleted":
                for path in self.chance.sample(device.segments(), len(device.segments()) // 3):
                    path.unlink()
                self.seen = self.present()

    def learn(self, device: Device) -> None:
        """Some moves, in a new session or one that goes on; with a backup now and then."""
        machine = device.machine
        machine.lines = {}
        for each in device.store.log():
            machine.add(each)
        for row in device.store.sessions(limit=-1):
            machine.ways.setdefault(row.id, device.store.records(row.id))
        known = set(machine.lines)
        for _ in range(self.chance.randrange(1, 12)):
            names = [*machine.ways]
            fresh = not names or self.chance.random() < 0.2
            self.move(machine, None if fresh else self.chance.choice(names))
        if self.chance.random() < 0.3:
            self.tell_otherwise(machine)
        device.store.merge([machine.lines[key] for key in machine.lines.keys() - known])
        if self.chance.random() < 0.3:
            kept = device.home / f"backup {self.ids}"
            device.store._db.execute("VACUUM INTO ?", (str(kept),))
            self.backups.append((device, kept))

    def carry(self, source: Device, target: Device, *, whole: bool = False) -> None:
        """Some of the files that the other folder lacks, in one of the ways that happen."""
        for path in source.segments():
            there = target.meeting / path.relative_to(source.meeting)
            if path.name.startswith("~") and not self.chance.random() < 0.1:
                continue
            how = (
                "whole" if whole else self.chance.choice(("whole", "late", "late", "half", "copy"))
            )
            self.happened[how] += 1
            there.parent.mkdir(parents=True, exist_ok=True)
            content = path.read_bytes()
            if how == "copy":
                there = there.with_name(f"{there.stem}.sync-conflict-1{there.suffix}")
            if how == "half" and not there.exists():
                there.write_bytes(content[: self.chance.randrange(len(content) + 1)])
            elif how in ("whole", "copy"):
                there.write_bytes(content)

    def reset(self, device: Device) -> None:
        """The record as a backup has it; its folder stays."""
        mine = [kept for owner, kept in self.backups if owner is device]
        if not mine:
            return
        device.store.close()
        for path in device.home.glob("progress.db-*"):
            path.unlink()
        shutil.copyfile(self.chance.choice(mine), device.home / "progress.db")
        device.open()
        device.machine = Machine(device.machine.device)
        self.seen = self.present()

    def steal(self, device: Device) -> None:
        """The machine and all on it is gone; a new one begins with what another's folder shows."""
        others = [each for each in self.devices if each is not device]
        donor = max(others, key=lambda each: len(each.shown()))
        if not donor.shown():
            return
        device.store.close()
        self.made += 1
        new = Device(self.folder, f"d{self.made}")
        self.devices = [*others, new]
        self.seen = self.present()
        self.carry(donor, new, whole=True)
        new.sync(self.chance)

    def settle(self) -> None:
        """In the end everything arrives."""
        for _ in range(3):
            for device in self.devices:
                device.sync(self.chance)
            for source in self.devices:
                for target in self.devices:
                    if source is not target:
                        self.carry_rest(source, target)

    def carry_rest(self, source: Device, target: Device) -> None:
        for path in source.segments():
            there = target.meeting / path.relative_to(source.meeting)
            if not there.exists() or there.stat().st_size < path.stat().st_size:
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, there)

    def check(self) -> None:
        """Nothing that was anywhere is lost, all are alike, and a folder alone makes a new one."""
        self.settle()
        lost = self.seen - self.devices[0].digests()
        assert not lost, f"{len(lost)} lines are lost"
        found = [self.told(device) for device in self.devices]
        for device in self.devices:
            device.store.rebuild()
            found.append(self.told(device))
            assert device.shown() == device.digests()
        new = Device(self.folder, "new")
        self.carry_rest(self.devices[0], new)
        new.sync(self.chance)
        found.append(self.told(new))
        assert all(each == found[0] for each in found)
        for device in (*self.devices, new):
            device.store.close()

    def told(self, device: Device) -> tuple[str, object]:
        return "\n".join(record_lines(device.store.log())), tables(device.store)
