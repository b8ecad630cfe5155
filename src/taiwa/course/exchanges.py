"""A dialogue's exchanges as questions, each of which line to say; of the lines exactly one fits."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from taiwa.course.companions import Dialogue, Exchange, Reaction
from taiwa.course.course import Course
from taiwa.course.model import Choice, Option, Step


class Scene(Struct, frozen=True):
    """An exchange, the `number`-th of `count`, and the turns that lead to it, its own the last."""

    dialogue: Dialogue
    number: int
    count: int
    turns: tuple[Exchange, ...]

    @property
    def choices(self) -> tuple[Reaction, ...]:
        return self.turns[-1].choices

    @property
    def voice(self) -> str:
        """The speaker for whom the learner speaks, by key."""
        return voice(self.dialogue)


def exchanges(dialogue: Dialogue, lesson: Sequence[Step], section: str) -> tuple[Choice, ...]:
    """A question for each turn with lines to choose from; its hint is the step that settles it."""
    steps = {step.id: step for step in lesson}
    return tuple(
        _exchange(f"{dialogue.id}.{turn.id}", turn, steps, section)
        for turn in dialogue.turns
        if turn.choices and turn.ask
    )


def _exchange(id: str, turn: Exchange, steps: Mapping[str, Step], section: str) -> Choice:
    right = next((line for line in turn.choices if line.fit == "fits"), turn.choices[0])
    step = steps.get(right.see)
    return Choice(
        id=id,
        revision=1,
        kind="argument",
        prompt=turn.ask or {},
        hints=(step.title,) if step and step.title else (),
        explanation=right.reply.text,
        source=step.source if step else (),
        terms=(),
        sections=(section,),
        options=tuple(
            Option(line.text, line is right, None if line is right else line.reply.text)
            for line in turn.choices
        ),
    )


def scene(course: Course, item: str) -> Scene | None:
    """The exchange with the id `item`; None where that is something else."""
    question = course.questions.get(item)
    home = question.sections[:1] if question else ()
    dialogue = course.by_id[home[0]].dialogue if home else None
    if dialogue is None or not item.startswith(f"{dialogue.id}."):
        return None
    groups = _groups(dialogue)
    for number, turns in enumerate(groups, 1):
        if f"{dialogue.id}.{turns[-1].id}" == item:
            return Scene(dialogue, number, len(groups), tuple(turns))
    return None


def closing(dialogue: Dialogue) -> tuple[Exchange, ...]:
    """The turns after the last exchange."""
    said = sum(len(turns) for turns in _groups(dialogue))
    return dialogue.turns[said:]


def voice(dialogue: Dialogue) -> str:
    """The speaker for whom the learner speaks: who is replied to."""
    replying = next((t.choices[0].reply.speaker for t in dialogue.turns if t.choices), "")
    return next((key for key in dialogue.speakers if key != replying), replying)


def _groups(dialogue: Dialogue) -> list[list[Exchange]]:
    """The turns up to each exchange."""
    groups: list[list[Exchange]] = [[]]
    for turn in dialogue.turns:
        groups[-1].append(turn)
        if turn.choices:
            groups.append([])
    return groups[:-1]
