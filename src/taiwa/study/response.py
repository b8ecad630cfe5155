"""The answer of a session to what was typed."""

from collections.abc import Mapping

from msgspec import Struct, field

from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.commands import Command
from taiwa.dialogue.events import Event, Offer
from taiwa.dialogue.questions import no_option
from taiwa.errors import TaiwaError
from taiwa.study import notices


class Response(Struct, frozen=True):
    """The answer to a typed line: events, a notice, a command for the front end.

    A notice is a catalog entry with its values; it is no part of the conversation. `opens` is an
    offer that leads to another session, which the desk begins.
    """

    events: tuple[Event, ...] = ()
    notice: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    command: Command | None = None
    opens: Offer | None = None


class Moved(TaiwaError):
    """Another window has gone on with this session; `events` are what was said there since."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        super().__init__(notices.MOVED)
        self.events = events


def unreadable(question: Question, text: str) -> Response:
    """Tells that a line is no answer, which is then not counted."""
    if number := no_option(question, text):
        values = {"number": number[:5], "last": form_of(question).count}
        return Response(notice=notices.NO_OPTION, values=values)
    return Response(notice=notices.UNREADABLE)
