"""Moves of the learner and events of the tutor: all that a conversation consists of.

Both are frozen and hold ids, numbers and what the learner typed, never a sentence: words are made
from them in `words.wording`, in whichever language is on at the moment.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Count = Annotated[int, Meta(ge=0, le=1 << 31)]
"""A number of things, or one's place among them; nothing read from a file counts further."""

Verdict = Literal["correct", "close", "unsure", "wrong"]
RANKS: tuple[Verdict, ...] = ("correct", "close", "unsure", "wrong")
"""The best first."""
Certainty = Literal["sure", "nearest", "none"]
Mode = Literal[
    "lesson", "quiz", "review", "exam", "vocabulary", "dates", "practice", "talk", "dialogue"
]
Outcome = Literal["right", "close", "confirmed", "wrong", "skipped", "revealed"]
REMEMBERED: tuple[Outcome, ...] = ("right", "close", "confirmed")
"""The outcomes that count as right: answered so, with a slip, or by the learner's own yes."""


class Given(Struct, frozen=True):
    """An answer as given: the text typed, or the indices chosen in the content's own order.

    For `order` the chosen indices are the learner's sequence; for `match` entry i is the index of
    the right side put beside left i.
    """

    text: str | None = None
    chosen: tuple[Count, ...] = ()


class Judgement(Struct, frozen=True, omit_defaults=True):
    """The verdict of grading on a given answer.

    `matched` is the accepted answer it met, or may have meant where the verdict is unsure;
    `forgave` are the tolerances used, `confusion` is the index of the foreseen mistake it is.
    `points` are the indices of the key points it covers, `asked` of those it may cover: which, the
    learner is asked. `again` says that the answer may be completed: it is asked for once more,
    whatever the verdict. `confirmed` says that a yes of the learner's is in it.
    """

    verdict: Verdict
    matched: str | None = None
    forgave: tuple[str, ...] = ()
    confusion: int | None = None
    points: tuple[int, ...] = ()
    again: bool = False
    asked: tuple[int, ...] = ()
    confirmed: bool = False

    @property
    def outcome(self) -> Outcome:
        """The outcome of a question that is settled by it; what is not confirmed was not meant."""
        if self.verdict == "correct":
            return "confirmed" if self.confirmed else "right"
        return "close" if self.verdict == "close" else "wrong"


class Offer(Struct, frozen=True):
    """Something the tutor offers to do next.

    `ask` puts an answer's own question, `read` shows a step, `practice` asks the questions named,
    `lesson` and `dialogue` begin a section's, `map` shows its argument, `review` asks what is due.
    """

    kind: Literal["ask", "read", "practice", "lesson", "review", "dialogue", "map"]
    items: tuple[str, ...] = ()


OfRecord = (
    Literal["mistakes", "weak", "last", "next", "standing", "yesterday", "tomorrow", "due"]
    | Literal["streak", "ja", "en"]
)
_Polite = Literal["greeting", "thanks", "farewell", "author", "opinion", "self", "app"]
SmallTalk = _Polite | Literal["lost", "idle", "quiz", "thought", "exam", "doubt"]
Topic = OfRecord | SmallTalk


class Recall(Struct, frozen=True):
    """The learner's own record on a topic: ids, and the counts that belong to them.

    `mistakes` lists questions missed today, with how many there were; `weak` sections, with their
    mastery in percent; `last` the question judged last, with the answer given; `next` how many
    items are due and the section to take; `standing` and `yesterday` questions right and answered;
    `tomorrow` how many come due; `due` in how many days the next do, and how many; `streak` days
    in a row; a language how many answers in it were right, and of how many. `quiz` lists questions
    on a topic, and `app` names a topic of the help. The others are small talk: `doubt` is on what
    was told last, and `exam` puts off all until an open exam is over.
    """

    topic: Topic
    items: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    given: Given | None = None
    judgement: Judgement | None = None


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
    """Leave the question for later; an exam's `for_good` in records of before alone."""

    for_good: bool = False


class Reveal(Struct, frozen=True):
    """Give up on the question and see the answer."""


class Override(Struct, frozen=True):
    """ "I was right": count the answer just judged as right; the raw verdict stays in the log."""


class Claim(Struct, frozen=True):
    """ "I did say that": count key point `point` as covered; `judgement` is the one with it."""

    point: int
    judgement: Judgement


class Confirm(Struct, frozen=True):
    """Yes or no to what the tutor was not sure of, or None: take the latest yes or no back.

    `point` is the key point asked about, None where it was "is that what you meant?". `judgement`
    is the one that this makes.
    """

    yes: bool | None
    judgement: Judgement
    point: int | None = None


class Undo(Struct, frozen=True):
    """Take the last answer back: its question is open again; or of it the learner's `word` alone,
    an override or a claim."""

    word: bool = False


class TimeUp(Struct, frozen=True):
    """The exam's time is over; what is open stays unanswered."""


class Ask(Struct, frozen=True, omit_defaults=True):
    """Ask the tutor something; `replies` are the ids of the passages that answer it, best first.

    `certainty` tells how sure the tutor is of them; where the text does not put it just so, they
    are the nearest that it has, and where it says nothing of it, what it does treat, if anything.
    `said` is what the learner took for granted, `stands` what the text has instead. `language` is
    set where the question was asked in another language than the interface's. `withheld` says that
    the reply would give the pending question's answer away, and waits to be asked again. `offers`
    go with the reply; `recall` is set where the question was on the learner's own record.
    """

    question: str
    replies: tuple[str, ...] = ()
    said: str | None = None
    stands: tuple[str, ...] = ()
    language: str | None = None
    withheld: bool = False
    offers: tuple[Offer, ...] = ()
    recall: Recall | None = None
    certainty: Certainty = "sure"


Move = Proceed | Give | TakeHint | Skip | Reveal | Override | Claim | Confirm | Undo | TimeUp | Ask


# The tutor's events


class Opened(Struct, frozen=True):
    """A session begins; `minutes` is an exam's time."""

    mode: Mode
    sections: tuple[str, ...]
    questions: int
    minutes: int | None = None


class StepShown(Struct, frozen=True):
    """A lesson step, or a discussion question: first (part 0) the question, then what to weigh."""

    item: str
    part: int = 0


class QuestionPosed(Struct, frozen=True):
    """`number` is from 1; `round` counts a missed one's returns; `left` open, an exam's returns."""

    item: str
    number: int
    round: int
    left: bool = False


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


class Claimed(Struct, frozen=True):
    """A key point counted as covered on the learner's word, and the judgement that makes."""

    item: str
    point: int
    judgement: Judgement


class InDoubt(Struct, frozen=True):
    """The tutor asks: did you mean `judgement.matched`, or did you say this `point`?

    `judgement` is the one before a yes or no. Of an exam's questions, whose result has been told,
    `given` is the answer; else it is None.
    """

    item: str
    judgement: Judgement
    point: int | None = None
    given: Given | None = None


class Confirmed(Struct, frozen=True):
    """The learner's yes or no to what was in doubt, and the judgement that makes.

    With None it has been taken back, and the doubt is open again.
    """

    item: str
    yes: bool | None
    judgement: Judgement
    point: int | None
    returns: bool


class Undone(Struct, frozen=True):
    """The answer to `item` is taken back."""

    item: str


class Restored(Struct, frozen=True):
    """The learner's word on the answer is taken back: that counts again as it did before."""

    item: str
    judgement: Judgement
    outcome: Outcome
    returns: bool


class Noted(Struct, frozen=True):
    """An exam's answer is taken without a word on it; None where the question was left open."""

    item: str
    given: Given | None


class TimeOver(Struct, frozen=True):
    """The exam's time is over."""


class Graded(Struct, frozen=True):
    """One question of an exam, told at its end."""

    item: str
    given: Given | None
    judgement: Judgement


class Asked(Ask, frozen=True):
    """The learner's own question, and the passages that answer it (none: the text does not say)."""


class Finished(Struct, frozen=True):
    """The session is over: questions right at first try, out of how many, and each outcome."""

    mode: Mode
    sections: tuple[str, ...]
    right: int
    questions: int
    outcomes: tuple[tuple[str, Outcome], ...] = ()


Amending = Overridden | Claimed | Confirmed | Restored
"""Those that change a verdict after it was told."""
_Answered = AskedAgain | Judged | Skipped | Revealed | Noted | Graded | InDoubt | Undone
Event = (Opened | StepShown | QuestionPosed | HintShown | TimeOver | Asked | Finished) | (
    _Answered | Amending
)
