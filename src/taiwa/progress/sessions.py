"""Past and open sessions, as the table of that name tells them."""

from msgspec import Struct, ValidationError, convert

from taiwa.progress.log import YEARS, Count, Mode, Moment


class SessionRow(Struct, frozen=True):
    """One past or open session. `elapsed` is the answering time in ms."""

    id: str
    device: str
    started: Moment
    last: Moment
    mode: Mode
    sections: tuple[str, ...]
    questions: Count
    answered: int
    correct: int
    elapsed: Count
    finished: bool


COLUMNS = ", ".join(SessionRow.__struct_fields__)


def from_row(row: tuple[object, ...]) -> SessionRow:
    """A row of these columns as a session. Raises `ValidationError` where it can be none."""
    values = dict(zip(SessionRow.__struct_fields__, row, strict=True))
    values["sections"] = convert(values["sections"], str).split()
    session = convert(values, SessionRow, strict=False)
    if not {session.started.year, session.last.year} <= set(YEARS):
        raise ValidationError("no such time")
    return session
