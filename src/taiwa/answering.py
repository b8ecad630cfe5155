"""`taiwa ask`: one question, one answer, as text or as a line of JSON."""

from collections.abc import Iterable, Iterator

import msgspec

from taiwa.course.model import Course
from taiwa.language.catalogs import Words
from taiwa.language.measuring import clean
from taiwa.language.passages import passage
from taiwa.language.sources import source_line
from taiwa.language.typesetting import plain
from taiwa.tutor.asking import Asking, Reply


def answers(
    course: Course, words: Words, questions: Iterable[str], *, as_json: bool
) -> Iterator[str]:
    """The answer to each question, in the language it was asked in.

    As JSON: `question`, `language`, `answered`, `reply`, `sections` (best first), `sources`.
    """
    asking = Asking(course)
    for line in questions:
        question = line.rstrip("\n").encode("utf-8", "replace").decode()
        if not question.strip() and not as_json:
            continue
        reply = asking.ask(question, words.language)
        yield _json(course, words, question, reply) if as_json else _text(course, words, reply)


def _told(course: Course, words: Words, reply: Reply) -> tuple[str, tuple[str, ...]]:
    """The reply in the question's language, and its sources."""
    words.language = reply.language
    found = [p for p in (passage(course, name) for name in reply.passages) if p]
    if not reply.answered or not found:
        return words._("I find nothing on that in the text."), ()
    texts = [clean(plain(quoted.text[reply.language])) for quoted in found]
    if reply.correction is not None:
        stands = words._(", ").join(reply.correction.stands)
        said = clean(reply.correction.said)
        texts.insert(0, words._("Not {said}: the text has {stands}.", said=said, stands=stands))
    sources = tuple(dict.fromkeys(place for quoted in found for place in quoted.source))
    return (" " if reply.language == "en" else "").join(texts), sources


def _text(course: Course, words: Words, reply: Reply) -> str:
    told, sources = _told(course, words, reply)
    return f"{told}\n{source_line(course, words, sources)}" if sources else told


def _json(course: Course, words: Words, question: str, reply: Reply) -> str:
    told, sources = _told(course, words, reply)
    made = {
        "question": question,
        "language": reply.language,
        "answered": reply.answered,
        "reply": told,
        "sections": list(reply.sections) if reply.answered else [],
        "sources": list(sources),
    }
    return msgspec.json.encode(made).decode()
