"""Past and open sessions, as the table of that name tells them."""

from datetime import datetime

from msgspec import Struct

COLUMNS = (
    "id, device, started, last, mode, sections, questions, answered, correct, elapsed, finished"
)


class SessionRow(Struct, frozen=True):
    """One past or open session. `elapsed` is the answering time in ms."""

    id: str
    device: str
    started: datetime
    last: datetime
    mode: str
    sections: tuple[str, ...]
    questions: int
    answered: int
    correct: int
    elapsed: int
    finished: bool


def from_row(
    id: str, device: str, started: str, last: str, mode: str, sections: str, *counts: int
) -> SessionRow:
    """A row of these columns as a session."""
    questions, answered, correct, elapsed, finished = counts
    return SessionRow(
        id=id,
        device=device,
        started=datetime.fromisoformat(started),
        last=datetime.fromisoformat(last),
        mode=mode,
        sections=tuple(sections.split()),
        questions=questions,
        answered=answered,
        correct=correct,
        elapsed=elapsed,
        finished=bool(finished),
    )
