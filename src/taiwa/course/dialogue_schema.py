"""Reading a section's dialogue."""

from collections.abc import Mapping

from taiwa.course.companions import FITS, Dialogue, Exchange, Line, Reaction
from taiwa.course.fields import Fields
from taiwa.course.model import Text
from taiwa.course.references import Ids
from taiwa.errors import N_, Entry


def read_dialogue(fields: Fields, ids: Ids) -> Dialogue:
    """A dialogue: turns, some with lines to choose from, of which exactly one fits."""
    name = ids.give("dialogue", fields)
    title, setting, speakers = fields.text("title"), fields.text("setting"), _speakers(fields)
    seen: set[str] = set()
    turns = fields.each("turns", lambda f: _exchange(f, ids, speakers, seen), Entry("turn"))
    return Dialogue(name, title, setting, speakers, turns)


def _speakers(fields: Fields) -> dict[str, Text]:
    named = fields.inner("speakers")
    found = {key: named.text(key) for key in named.names}
    if len(found) != 2:
        fields.file.problem(fields.at("speakers"), N_("a dialogue has two speakers"))
    return found


def _exchange(fields: Fields, ids: Ids, speakers: Mapping[str, Text], seen: set[str]) -> Exchange:
    turn = Exchange(
        id=_once(fields, seen),
        line=_line(fields, speakers),
        ask=fields.maybe_text("ask"),
        choices=_choices(fields, ids, speakers),
    )
    if bool(turn.choices) != (turn.ask is not None):
        message = N_("a turn has both 'ask' and 'choices', or neither")
        fields.file.problem(fields.mark, message)
    elif turn.choices and sum(choice.fit == "fits" for choice in turn.choices) != 1:
        fields.file.problem(fields.at("choices"), N_("exactly one line must fit"))
    return turn


def _choices(fields: Fields, ids: Ids, speakers: Mapping[str, Text]) -> tuple[Reaction, ...]:
    seen: set[str] = set()

    def read(choice: Fields) -> Reaction:
        reply = choice.inner("reply")
        return Reaction(
            id=_once(choice, seen),
            fit=choice.one_of("fit", FITS),
            text=choice.text("text"),
            reply=reply.read(lambda line: _line(line, speakers)),
            see=ids.refer_one(choice, "see", "step") or "",
        )

    return fields.each("choices", read, Entry("choice"), required=False)


def _line(fields: Fields, speakers: Mapping[str, Text]) -> Line:
    speaker = fields.one_of("speaker", tuple(speakers)) if speakers else fields.word("speaker")
    return Line(speaker, fields.text("text"))


def _once(fields: Fields, seen: set[str]) -> str:
    """An id that is a dialogue's own affair, and stands in it once."""
    name = fields.word("id")
    if name in seen:
        message = N_("the id '{name}' is here twice: change one of them")
        fields.file.problem(fields.at("id"), message, name=name)
    seen.add(name)
    return name
