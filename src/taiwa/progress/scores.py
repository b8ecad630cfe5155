"""What the log says of a past session: each question, what was answered, how it was settled."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from taiwa.progress.log import ANSWERED, UNDONE, Record


class Settled(Struct, frozen=True):
    """One question as it was settled in a session.

    `outcome` is right, close, wrong, skipped or revealed, after any override; `raw` is the grader's
    own verdict, None where nothing was answered. `text` and `chosen` are the answer as given.
    """

    item: str
    at: datetime
    round: int
    outcome: str
    raw: str | None
    overridden: bool
    language: str
    text: str | None
    chosen: tuple[int, ...]
    hints: int
    elapsed: int


def settled(records: Iterable[Record]) -> list[Settled]:
    """The questions of a session's records in the order they were settled; no answer undone."""
    records = list(records)
    amendments = {r.detail["judged"]: r for r in records if "judged" in r.detail}
    return [
        _settled(record, amendments.get(record.id))
        for record in records
        if record.outcome
        and record.item
        and "judged" not in record.detail
        and not (record.id in amendments and amendments[record.id].kind == UNDONE)
    ]


def _settled(record: Record, amendment: Record | None) -> Settled:
    given = record.given or {}
    return Settled(
        item=record.item or "",
        at=record.at,
        round=int(record.detail.get("round", 0)),
        outcome=(amendment or record).outcome or "",
        raw=record.verdict if record.kind == ANSWERED else None,
        overridden=amendment is not None,
        language=record.language or "",
        text=given.get("text"),
        chosen=tuple(given.get("chosen", ())),
        hints=int(record.detail.get("hints", 0)),
        elapsed=record.elapsed or 0,
    )
