"""One learner's log on one device: a move as a record; `study.replay` reads it back."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from msgspec import Struct

from taiwa.course.model import Question
from taiwa.dialogue.events import (
    Ask,
    Claim,
    Claimed,
    Confirm,
    Confirmed,
    Event,
    Finished,
    Give,
    Judged,
    Move,
    Noted,
    Outcome,
    Overridden,
    Override,
    Proceed,
    Restored,
    Reveal,
    Revealed,
    Skip,
    Skipped,
    TakeHint,
    TimeUp,
    Undo,
)
from taiwa.dialogue.state import Phase, Plan, State
from taiwa.errors import N_, StoreError
from taiwa.record import log
from taiwa.record.log import Detail, Kind, Record
from taiwa.record.store import Store
from taiwa.study.days import day_of

WRONG_CLOCK = N_(
    "This machine's clock says {day}: set it right; until then nothing new can be recorded."
)

PLAIN: dict[Kind, type[Proceed | TakeHint | Skip | Reveal | Override | Undo | TimeUp]] = {
    "proceeded": Proceed,
    "hinted": TakeHint,
    "skipped": Skip,
    "revealed": Reveal,
    "overridden": Override,
    "undone": Undo,
    "timed-out": TimeUp,
}
"""Moves of which the kind tells all."""
_KINDS: dict[type[Move], Kind] = {
    Give: "answered",
    Ask: "asked",
    Claim: "claimed",
    Confirm: "confirmed",
    **{move: kind for kind, move in PLAIN.items()},
}


IDLE_MS = 300_000
"""Milliseconds that an answer counts at most; who took longer was away. Our own choice."""


class Deed(Struct, frozen=True):
    """A move as it was made: in the state `before`, on `question`; `events` came of it.

    `settled` are the records that settled questions so far, which a move may amend. An answer took
    `elapsed` ms; `sure` is how sure the learner was of it, if that was said.
    """

    move: Move
    before: State
    events: tuple[Event, ...]
    question: Question | None
    settled: Sequence[Record]
    elapsed: int | None
    sure: bool | None


class Spoken(Protocol):
    """The one owner of the language that is on, for a desk and all that is said from it."""

    language: str


class Journal:
    """The log as one learner writes it: a move gets an id, the time and the language that is on.

    Raises `StoreError`, when it is made too, where the log can't be read or written.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        spoken: Spoken,
    ) -> None:
        self.store, self.spoken = store, spoken
        self._clock, self._new_id = clock, new_id
        self.devices = store.devices(new_id)

    def clock(self) -> datetime:
        """The time now, with a time zone; at the nearest that can be, where the clock is wrong."""
        return log.bounded(self._clock())

    def moment(self) -> datetime:
        """The time for a record. Raises `StoreError` where the clock says what can't be."""
        now = self._clock()
        if now != log.bounded(now):
            raise StoreError(WRONG_CLOCK, day=now.date().isoformat())
        return now

    def begin(self, plan: Plan) -> str:
        """Log the start of a session; returns its id. Raises `StoreError` as `write` does."""
        session = self._new_id()
        talk = plan.mode == "talk"  # which is over at once: there is nothing to come back to
        detail = log.StartDetail(plan.mode, plan.sections, plan.turns, plan.minutes, finished=talk)
        self._append(session, None, "started", detail)
        return session

    def write(self, tip: Record, deed: Deed) -> Record:
        """Log a move that was made where a session stood at record `tip`.

        Going on and hints travel with the next move: a kill costs the place, never an answer.
        Raises `StoreError` where the log can't be written or the clock is wrong, and `Overtaken`
        where another window has gone on from there.
        """
        return self._append(tip.session, tip, _KINDS[type(deed.move)], _detail(deed), deed)

    def _append(
        self,
        session: str,
        tip: Record | None,
        kind: Kind,
        detail: Detail,
        deed: Deed | None = None,
    ) -> Record:
        now = self.moment()
        item, revision, section, question_kind = _about(deed) if deed else (None,) * 4
        give = _given(deed) if deed else None
        record = Record(
            id=self._new_id(),
            prev=tip.id if tip else None,
            device=self.devices[0],
            at=now.astimezone(UTC),
            day=day_of(self.store, now).isoformat(),
            session=session,
            number=tip.number + 1 if tip else 0,
            kind=kind,
            item=item,
            revision=revision,
            section=section,
            question_kind=question_kind,
            language=self.spoken.language,
            given=give.given if give else None,
            verdict=give.judgement.verdict if give else None,
            outcome=_outcome(deed) if deed else None,
            elapsed=deed.elapsed if deed else None,
            detail=detail,
        )
        later = kind in ("proceeded", "hinted") and not detail.finished
        self.store.append(record, later=later)
        return record


def _about(deed: Deed) -> tuple[str | None, int | None, str | None, str | None]:
    """Item, revision, section and kind of the question that a move is on, or amends."""
    turn, question = deed.before.turn, deed.question
    if settled := _amended(deed):
        return settled.item, settled.revision, settled.section, settled.question_kind
    item = turn.item if turn else None
    if question is None:
        return item, None, None, None
    return item, question.revision, question.sections[0], question.kind


def _amended(deed: Deed) -> Record | None:
    """The record that a move amends: the latest that settled a question, or what was in doubt.

    None where it amends nothing, as a yes before the second try at an explanation, or an undo then.
    """
    move, before = deed.move, deed.before
    if isinstance(move, Confirm):
        doubt = before.doubt_of(move) if before.phase is not Phase.RETRYING else None
        items = [doubt.item] if doubt else []
        return next((each for each in reversed(deed.settled) if each.item in items), None)
    near = isinstance(move, Undo) and before.phase is Phase.RETRYING
    if isinstance(move, Override | Claim | Undo) and deed.settled and not near:
        return deed.settled[-1]
    return None


def _given(deed: Deed) -> Give | None:
    """The answer that a move gives, or makes whole by a yes to its last open point."""
    if isinstance(deed.move, Give):
        return deed.move
    whole = any(isinstance(event, Judged) for event in deed.events)
    return deed.before.near if isinstance(deed.move, Confirm) and whole else None


def _detail(deed: Deed) -> Detail:
    """All that a replay and the memory need beside the record's own columns."""
    before, amended = deed.before, _amended(deed)
    judged = amended.id if amended else ""
    made: dict[str, Any] = {
        "round": before.turn.round if before.turn else 0,
        "hints": before.hints,
        "near": before.near is not None,
        "finished": any(isinstance(event, Finished) for event in deed.events),
    }
    match deed.move:
        case Give(given=given, judgement=judgement):
            return log.AnswerDetail(judgement, given.text is not None, sure=deed.sure, **made)
        case Ask() as ask:
            return log.AskDetail(ask, **made)
        case Claim() as claim:
            return log.ClaimDetail(claim, judged=judged, **made)
        case Confirm() as confirm:
            return log.ConfirmDetail(confirm, judged=judged or None, **made)
        case Undo():
            return log.UndoDetail(True, judged=judged or None, **made)
        case Override():
            return log.OverrideDetail(judged=judged, **made)
    return log.PlainDetail(**made)


def _outcome(deed: Deed) -> Outcome | None:
    """The outcome by which the move settled its question, if it did; a dialogue's have none."""
    if deed.before.plan.mode == "dialogue":
        return None
    for event in deed.events:
        if isinstance(event, Judged | Claimed) or (isinstance(event, Confirmed) and _amended(deed)):
            return event.judgement.outcome
        if isinstance(event, Noted):
            return deed.move.judgement.outcome if isinstance(deed.move, Give) else "skipped"
        if isinstance(event, Revealed):
            return "revealed"
        if isinstance(event, Skipped):  # a question of an exam is not settled by it
            return None if deed.before.phase is Phase.SITTING else "skipped"
        if isinstance(event, Overridden):
            return "right"
        if isinstance(event, Restored):
            return event.outcome
    return None
