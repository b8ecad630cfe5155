"""A question to the tutor as a move: the reply, and what is offered with it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from taiwa.course.model import Question
from taiwa.tutor.events import Ask, Asked, Event, Offer
from taiwa.tutor.judging import gives_away

if TYPE_CHECKING:
    from taiwa.study import Study
    from taiwa.tutor.asking import Reply


def consult(
    study: "Study", question: str, pending: Question | None, transcript: Sequence[Event]
) -> Ask:
    """Ask the tutor. What gives the pending answer away is told only when asked again."""
    asked = [event for event in transcript if isinstance(event, Asked)]
    context = [name for event in asked[-3:] for name in event.replies]
    reply = study.asking.ask(question, study.language, context)
    again = bool(asked) and asked[-1].withheld and asked[-1].question == question
    withheld = (
        pending is not None and not again and gives_away(study.course, pending, reply.passages)
    )
    return Ask(
        question,
        replies=reply.passages,
        said=reply.correction.said if reply.correction else None,
        stands=reply.correction.stands if reply.correction else (),
        language=reply.language if reply.language != study.language else None,
        withheld=withheld,
        offers=() if withheld else tuple(_offers(study, reply, pending)),
    )


def _offers(study: "Study", reply: "Reply", pending: Question | None) -> list[Offer]:
    """What goes with a reply: a question or a lesson step, and other questions to ask."""
    see = () if reply.see is None else (reply.see,)
    offers = [
        Offer("practice" if name in study.course.questions else "read", (name,))
        for name in see
        if pending is None or name != pending.id
    ]
    return offers + [Offer("ask", (name,)) for name in reply.followups]
