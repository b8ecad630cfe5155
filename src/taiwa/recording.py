"""A move as the columns of a log record, and back."""

from typing import Any

from msgspec import convert
from msgspec.structs import asdict

from taiwa.course.model import Question
from taiwa.progress import log
from taiwa.progress.log import Record
from taiwa.tutor.events import (
    Ask,
    Claim,
    Claimed,
    Event,
    Finished,
    Give,
    Given,
    Judged,
    Judgement,
    Move,
    Noted,
    Overridden,
    Override,
    Proceed,
    Reveal,
    Revealed,
    Skip,
    Skipped,
    TakeHint,
    TimeUp,
    Undo,
)
from taiwa.tutor.state import State

_PLAIN: dict[str, type[Proceed | TakeHint | Skip | Reveal | Override | Undo | TimeUp]] = {
    log.PROCEEDED: Proceed,
    log.HINTED: TakeHint,
    log.SKIPPED: Skip,
    log.REVEALED: Reveal,
    log.OVERRIDDEN: Override,
    log.UNDONE: Undo,
    log.TIMED_OUT: TimeUp,
}
_KINDS: dict[type[Move], str] = {
    Give: log.ANSWERED,
    Ask: log.ASKED,
    Claim: log.CLAIMED,
    **{move: kind for kind, move in _PLAIN.items()},
}

AMENDED = ("item", "revision", "section", "question_kind")
"""What an amending record has in common with the answer that it amends."""


def to_move(record: Record) -> Move:
    """The move that a record stands for; the verdict is the one given then.

    Raises `ValidationError` where its detail does not tell one.
    """
    if record.kind == log.ANSWERED:
        judgement = convert(record.detail.get("judgement"), Judgement)
        return Give(convert(record.given, Given), judgement)
    if record.kind == log.ASKED:
        return convert(record.detail.get("ask"), Ask)
    if record.kind == log.CLAIMED:
        return convert(record.detail.get("claim"), Claim)
    return _PLAIN[record.kind]()


def to_columns(
    move: Move, before: State, events: tuple[Event, ...], question: Question | None
) -> dict[str, Any]:
    """What a record says of `move`, made in the state `before` on `question`, and its `events`."""
    columns: dict[str, Any] = {
        "kind": _KINDS[type(move)],
        "outcome": _outcome(move, events),
        "detail": _detail(move, before, events),
    }
    if before.turn is not None:
        columns["item"] = before.turn.item
    if question is not None:
        columns["revision"] = question.revision
        columns["section"] = question.sections[0]
        columns["question_kind"] = question.kind
    if isinstance(move, Give):
        columns["given"] = asdict(move.given)
        columns["verdict"] = move.judgement.verdict
    return columns


def _detail(move: Move, before: State, events: tuple[Event, ...]) -> dict[str, Any]:
    """What a replay and the memory need beside the record's own columns."""
    detail: dict[str, Any] = {}
    if isinstance(move, Give):
        detail["judgement"] = asdict(move.judgement)
        detail["typed"] = move.given.text is not None
    if isinstance(move, Ask):
        detail["ask"] = asdict(move)
    if isinstance(move, Claim):
        detail["claim"] = asdict(move)
    if isinstance(move, Undo):
        detail["undone"] = True
    if before.turn is not None and before.turn.round:
        detail["round"] = before.turn.round
    if before.hints:
        detail["hints"] = before.hints
    if before.near is not None:
        detail["near"] = True
    if any(isinstance(event, Finished) for event in events):
        detail["finished"] = True
    return detail


def _outcome(move: Move, events: tuple[Event, ...]) -> str | None:
    """How the move settled its question, if it did."""
    for event in events:
        if isinstance(event, Judged | Claimed):
            return _OUTCOMES[event.judgement.verdict]
        if isinstance(event, Noted):
            return _OUTCOMES[move.judgement.verdict] if isinstance(move, Give) else "skipped"
        if isinstance(event, Revealed):
            return "revealed"
        if isinstance(event, Skipped):
            return "skipped"
        if isinstance(event, Overridden):
            return "right"
    return None


_OUTCOMES = {"correct": "right", "close": "close", "wrong": "wrong"}
