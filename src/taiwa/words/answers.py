"""`taiwa ask`: questions and their answers, as text or as lines of JSON."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.dialogue.events import Asked
from taiwa.study.desk import Study
from taiwa.study.reply import Inquiry
from taiwa.text.cells import clean
from taiwa.text.typesetting import plain
from taiwa.words.catalogs import Words
from taiwa.words.messages import Para
from taiwa.words.question_wording import QuestionWording
from taiwa.words.reply_wording import ReplyWording


def answers(
    course: Course,
    words: Words,
    questions: Iterable[str],
    open_study: Callable[[], Study],
    *,
    chosen: bool = False,
    as_json: bool = False,
    repeat: bool = False,
    cache: Path | None = None,
    shelves: Sequence[Path] = (),
    begun: bool = False,
) -> Iterator[str]:
    """The answer to each question; a later one may follow up.

    It is in the language of `words` if that was `chosen`, as in the app, else in the question's.
    One on the learner's own record is answered from the log, which `open_study` opens; where it is
    `begun`, the others wait until an open exam is over. With
    `repeat` each question stands above its answer, and an empty line between two. As JSON:
    `question`, `language`, `answered`, `certainty`, `reply` (lines), `sections` (best first),
    `sources`.
    """
    inquiry = Inquiry(
        course, words.language, lambda: open_study().progress, cache, shelves, begun=begun
    )
    apart = ""
    for line in questions:
        question = line.rstrip("\n").encode("utf-8", "replace").decode()
        if not question.strip() and not as_json:
            continue
        event = replace(inquiry.ask(question), offers=())  # no line takes one up here
        if chosen:
            event = replace(event, language=None)
        spoken = words if chosen else words.speaking(inquiry.language)
        wording = ReplyWording(course, spoken, QuestionWording.of(course, spoken))
        told_in = wording.reply(event)
        if as_json:
            yield _json(event, spoken.language, wording, told_in)
        else:
            asked = [f"? {clean(question)}"] if repeat else []
            yield apart + "\n".join([*asked, *_lines(told_in)])
            apart = "\n" if repeat else ""


def _lines(paras: Iterable[Para]) -> list[str]:
    return [clean(plain(para.text)) for para in paras]


def _json(event: Asked, language: str, wording: ReplyWording, paras: Sequence[Para]) -> str:
    told = _lines(para for para in paras if para.kind != "source")
    made = {
        "question": event.question,
        "language": language,
        "answered": event.certainty != "none",
        "certainty": event.certainty,
        "reply": "\n".join(told),
        "sections": wording.sections(event),
        "sources": list(wording.sources(event)),
    }
    return msgspec.json.encode(made).decode()
