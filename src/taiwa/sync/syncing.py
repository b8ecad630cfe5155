"""One sync: what a meeting place has and this record lacks comes here, and the other way round."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager

from msgspec import Struct

from taiwa.errors import N_, Busy
from taiwa.record.marks import Marks, Part
from taiwa.record.store import Store
from taiwa.record.transaction import in_turn
from taiwa.sync import segments
from taiwa.sync.folder import NOT_OURS, File
from taiwa.sync.meeting import Say, learner_of, meet
from taiwa.sync.problems import WAITING, SyncError
from taiwa.sync.targets import Meeting, Target

LARGEST_SEGMENT = 2_000, 1 << 20
"""Lines and bytes that are written to one file, but for a line that is larger by itself."""
AT_LEAST, PAUSE = 10, 0.01
"""Lines that are merged in one transaction at least; seconds between two, for others to save in."""
PATIENCE_MS = 600_000
"""Milliseconds to wait for another sync of this record."""

NEWER = N_(
    "Some of what is in {place} was written by a newer taiwa: update taiwa to read it. It was left"
    " alone."
)
TORN = N_(
    "A file in {place} is damaged or still incomplete. What could be read of it was taken;"
    " sync again once the folder has caught up."
)
UNREADABLE = N_("Some of the files in {place} can't be read: check their permissions.")


class Pace:
    """The number of lines that are merged in one transaction: `most`, or fewer, so that it takes no
    longer than `longest` seconds, for a learner's answer waits so long."""

    def __init__(
        self,
        most: int = 100,
        longest: float = 0.02,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.most, self.longest, self.size = most, longest, most
        self._pause = pause

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Go by how long this one takes, and rest after it."""
        began = time.perf_counter()
        yield
        late = time.perf_counter() - began > self.longest
        self.size = max(AT_LEAST, self.size // 2) if late else min(self.most, self.size * 2)
        self._pause(PAUSE)


class Report(Struct, frozen=True):
    """The numbers of records that came here and that were sent, and the id of whose they are."""

    new: int
    sent: int
    learner: str


def sync(
    store: Store,
    target: Target,
    make: Callable[[], str],
    say: Say,
    *,
    check: bool = False,
    join: str | None = None,
    wait_ms: int = PATIENCE_MS,
    pace: Pace | None = None,
) -> Report:
    """Bring this record and its place in a folder or database together; `make` makes a fresh id.

    With `check` all that is there is read again. Raises `SyncError` where that can't be used,
    `StoreError` where the record can't be; what was brought together so far stays.
    """
    with alone(store, wait_ms):
        place = meet(target, store, learner_of(store, make), join, say)
        marks = store.marks(place.mark)
        if check:
            marks.forget()
        pace = pace or Pace()
        new = receive(place, marks, say, pace)
        return Report(new, _send(place, marks, pace), place.learner)


@contextmanager
def alone(store: Store, wait_ms: int) -> Iterator[None]:
    """Wait until no other process syncs this record, and let others wait."""
    with ExitStack() as held:
        try:
            held.enter_context(in_turn(store.path.with_name(f"{store.path.name}-sync"), wait_ms))
        except Busy as error:
            raise SyncError(WAITING) from error
        yield


def receive(place: Meeting, marks: Marks, say: Say, pace: Pace) -> int:
    """Add what is new there; returns how many records that were."""
    files = place.files()
    there = {file.name: file.size for file in files}
    whole = marks.whole()
    if gone := [name for name, size in whole.items() if there.get(name) != size]:
        marks.forget(gone)
    read = whole.keys() - gone
    rest = sorted((file for file in files if file.name not in read), key=place.began)
    new = 0  # what comes in the order of its time is learned from as it comes: hence the order
    for parts in _batches(_parts(place, rest, read, say), pace):
        with pace.transaction():
            new += marks.take(parts).new
    return new


def _parts(place: Meeting, files: Sequence[File], read: Set[str], say: Say) -> Iterator[Part]:
    """The lines of files, a few at a time. What was `read` under its own name is not read again."""
    told = set[str]()
    for file in files:
        content = place.read(file.name)
        if isinstance(content, int):
            message = UNREADABLE if content == NOT_OURS else NEWER
            if message not in told:
                say(SyncError(message, place=place.home.where))
            told.add(message)
            continue
        name = segments.name(content)
        if not content or name in read:
            continue
        whole = name if name == file.name else None
        if not whole and not segments.sound(content) and TORN not in told:
            told.add(TORN)
            say(SyncError(TORN, place=place.home.where))
        lines = list(segments.lines(content))
        firsts = range(0, len(lines), AT_LEAST) or [0]
        for first in firsts:
            size = len(content) if first == firsts[-1] else None
            yield Part(lines[first : first + AT_LEAST], whole, size)


def _batches(parts: Iterable[Part], pace: Pace) -> Iterator[list[Part]]:
    """Parts together that have no more lines than are merged at once."""
    batch, size = list[Part](), 0
    for part in parts:
        if size + len(part.lines) > pace.size:
            yield batch
            batch, size = [], 0
        batch.append(part)
        size += max(1, len(part.lines))
    if batch:
        yield batch


def _send(place: Meeting, marks: Marks, pace: Pace) -> int:
    """Write what no segment there is known to carry; returns how many records that were."""
    sent = 0
    while found := marks.unseen(*LARGEST_SEGMENT):
        content = segments.segment(place.head, (text for _, text in found))
        file = place.write(content)
        with pace.transaction():
            marks.note(file.name, file.size, [key for key, _ in found])
        sent += len(found)
    return sent
