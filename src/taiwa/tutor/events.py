"""Moves of the learner and events of the tutor: all that a conversation consists of.

Both are frozen and hold ids, numbers and what the learner typed, never a sentence: words are made
from them in `language.wording`, in whichever language is on at the moment.
"""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["correct", "close", "wrong"]
Mode = Literal["lesson", "quiz", "review", "exam"]
Outcome = Literal["right", "close", "wrong", "skipped", "revealed"]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as given: the text typed, or the indices chosen in the content's own order.

    For `order` the chosen indices are the learner's sequence; for `match` entry i is the index of
    the right side put beside left i.
    """

    text: str | None = None
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What grading says of a given answer.

    `matched` is the accepted answer it met, `forgave` the tolerances used, `confusion` the index of
    the foreseen mistake it is, `points` the indices of the key points it covers.
    """

    verdict: Verdict
    matched: str | None = None
    forgave: tuple[str, ...] = ()
    confusion: int | None = None
    points: tuple[int, ...] = ()


# The learner's moves


@dataclass(frozen=True, slots=True)
class Proceed:
    """Go on: the step is read, or the feedback is."""


@dataclass(frozen=True, slots=True)
class Give:
    """Answer the pending question; judged before the machine sees it, so no replay regrades."""

    given: Given
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class TakeHint:
    """Ask for the next hint."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave the question for later in the session."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """Give up on the question and see the answer."""


@dataclass(frozen=True, slots=True)
class Override:
    """ "I was right": count the answer just judged as right; the raw verdict stays in the log."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the tutor something; `replies` are the ids of the passages that answer it, best first."""

    question: str
    replies: tuple[str, ...] = ()


Move = Proceed | Give | TakeHint | Skip | Reveal | Override | Ask


# The tutor's events


@dataclass(frozen=True, slots=True)
class Opened:
    """A session begins."""

    mode: Mode
    sections: tuple[str, ...]
    questions: int


@dataclass(frozen=True, slots=True)
class StepShown:
    item: str


@dataclass(frozen=True, slots=True)
class QuestionPosed:
    """`number` counts the session's questions from 1; a missed one returns with `round` above 0."""

    item: str
    number: int
    round: int


@dataclass(frozen=True, slots=True)
class HintShown:
    """Hint `index` of the question; beyond the last one, there is none left."""

    item: str
    index: int
    exhausted: bool = False


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A near miss: the same question once more, without penalty."""

    item: str
    round: int
    given: Given
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on an answer; `returns` says that the question comes back in this session."""

    item: str
    round: int
    given: Given
    judgement: Judgement
    hints: int
    returns: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    item: str
    returns: bool


@dataclass(frozen=True, slots=True)
class Revealed:
    item: str
    round: int
    returns: bool


@dataclass(frozen=True, slots=True)
class Overridden:
    item: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The learner's own question, and the passages that answer it (none: the text does not say)."""

    question: str
    replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The session is over: questions right at first try, out of how many."""

    mode: Mode
    sections: tuple[str, ...]
    right: int
    questions: int


Event = (
    Opened
    | StepShown
    | QuestionPosed
    | HintShown
    | AskedAgain
    | Judged
    | Skipped
    | Revealed
    | Overridden
    | Asked
    | Finished
)
