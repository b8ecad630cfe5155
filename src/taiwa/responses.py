"""What comes of a typed line that is no move: notices, and commands for the front end."""

from collections.abc import Mapping

from msgspec import Struct, field

from taiwa.errors import N_
from taiwa.tutor.commands import Command
from taiwa.tutor.events import Event

UNKNOWN_COMMAND = N_("There is no command /{name}. /help lists them.")
MISSPELT_COMMAND = N_("There is no command /{name}. Did you mean /{nearest}?")
EMPTY_QUESTION = N_("Type your question after the question mark.")
NOT_NOW = N_("There is nothing to do that with just now.")
UNREADABLE = N_("I can't read that as an answer here; nothing is counted.")
NOTHING_PENDING = N_("No question is waiting. Press Enter to go on, or start with ? to ask me.")


class Response(Struct, frozen=True):
    """What comes of a typed line: events, a notice to show, or a command for the front end.

    A notice is a catalog entry with its values; it is no part of the conversation.
    """

    events: tuple[Event, ...] = ()
    notice: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    command: Command | None = None
