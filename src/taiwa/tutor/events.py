"""Moves of the learner and events of the tutor: all that a conversation consists of.

Both are frozen and hold ids, numbers and what the learner typed, never a sentence: words are made
from them in `language.wording`, in whichever language is on at the moment.
"""

from typing import Literal

from msgspec import Struct

Verdict = Literal["correct", "close", "wrong"]
Mode = Literal["lesson", "quiz", "review", "exam"]
Outcome = Literal["right", "close", "wrong", "skipped", "revealed"]


class Given(Struct, frozen=True):
    """An answer as given: the text typed, or the indices chosen in the content's own order.

    For `order` the chosen indices are the learner's sequence; for `match` entry i is the index of
    the right side put beside left i.
    """

    text: str | None = None
    chosen: tuple[int, ...] = ()


class Judgement(Struct, frozen=True):
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


class Proceed(Struct, frozen=True):
    """Go on: the step is read, or the feedback is."""


class Give(Struct, frozen=True):
    """Answer the pending question; judged before the machine sees it, so no replay regrades."""

    given: Given
    judgement: Judgement


class TakeHint(Struct, frozen=True):
    """Ask for the next hint."""


class Skip(Struct, frozen=True):
    """Leave the question for later in the session."""


class Reveal(Struct, frozen=True):
    """Give up on the question and see the answer."""


class Override(Struct, frozen=True):
    """ "I was right": count the answer just judged as right; the raw verdict stays in the log."""


class Ask(Struct, frozen=True):
    """Ask the tutor something; `replies` are the ids of the passages that answer it, best first.

    `said` is what the learner took for granted, `stands` what the text has instead. `language` is
    set where the question was asked in another language than the interface's. `withheld` says that
    the reply would give the pending question's answer away, and waits to be asked again.
    """

    question: str
    replies: tuple[str, ...] = ()
    said: str | None = None
    stands: tuple[str, ...] = ()
    language: str | None = None
    withheld: bool = False


Move = Proceed | Give | TakeHint | Skip | Reveal | Override | Ask


# The tutor's events


class Opened(Struct, frozen=True):
    """A session begins."""

    mode: Mode
    sections: tuple[str, ...]
    questions: int


class StepShown(Struct, frozen=True):
    item: str


class QuestionPosed(Struct, frozen=True):
    """`number` counts the session's questions from 1; a missed one returns with `round` above 0."""

    item: str
    number: int
    round: int


class HintShown(Struct, frozen=True):
    """Hint `index` of the question; beyond the last one, there is none left."""

    item: str
    index: int
    exhausted: bool = False


class AskedAgain(Struct, frozen=True):
    """A near miss: the same question once more, without penalty."""

    item: str
    round: int
    given: Given
    judgement: Judgement


class Judged(Struct, frozen=True):
    """The verdict on an answer; `returns` says that the question comes back in this session."""

    item: str
    round: int
    given: Given
    judgement: Judgement
    hints: int
    returns: bool


class Skipped(Struct, frozen=True):
    item: str
    returns: bool


class Revealed(Struct, frozen=True):
    item: str
    round: int
    returns: bool


class Overridden(Struct, frozen=True):
    item: str


class Asked(Struct, frozen=True):
    """The learner's own question, and the passages that answer it (none: the text does not say)."""

    question: str
    replies: tuple[str, ...]
    said: str | None = None
    stands: tuple[str, ...] = ()
    language: str | None = None
    withheld: bool = False


class Finished(Struct, frozen=True):
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
