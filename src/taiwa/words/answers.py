"""`taiwa ask`: one question, one answer, as text or as a line of JSON."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from taiwa.course.course import Course
from taiwa.dialogue.events import Topic
from taiwa.dialogue.questions import arrange
from taiwa.study.desk import Study
from taiwa.study.reply import recall, topic_of
from taiwa.text.cells import clean
from taiwa.text.typesetting import plain
from taiwa.tutor.ask.folding import language_of
from taiwa.tutor.asking import Asking, Retrieval
from taiwa.words.catalogs import Words
from taiwa.words.entries import quotation, source_line
from taiwa.words.question_wording import QuestionWording
from taiwa.words.reply_wording import NEAREST, ReplyWording


def answers(
    course: Course,
    words: Words,
    questions: Iterable[str],
    open_study: Callable[[], Study],
    *,
    as_json: bool,
) -> Iterator[str]:
    """The answer to each question, in the language it was asked in.

    One on the learner's own record is answered from the log, which `open_study` opens. As JSON:
    `question`, `language`, `answered`, `certainty`, `reply`, `sections` (best first), `sources`.
    """
    asking, language = Asking(course), words.language
    for line in questions:
        question = line.rstrip("\n").encode("utf-8", "replace").decode()
        if not question.strip() and not as_json:
            continue
        if topic := topic_of(question):
            reply = Retrieval("sure", (), (), language_of(question, language))
            spoken = words.speaking(reply.language)
            told, sources = _recalled(open_study(), spoken, topic), reply.passages
        else:
            reply = asking.ask(question, language)
            spoken = words.speaking(reply.language)
            told, sources = _told(course, spoken, reply)
        language = reply.language
        if as_json:
            yield _json(question, reply, told, sources)
        else:
            yield f"{told}\n{source_line(course, spoken, sources)}" if sources else told


def _recalled(study: Study, words: Words, topic: Topic) -> str:
    """The learner's record on a topic, in words."""
    questions = QuestionWording(words, lambda name: arrange(study.course.questions[name], ""))
    paras = ReplyWording(study.course, words, questions).recalled(
        recall(study.progress, topic, None).recall
    )
    return "\n".join(clean(plain(para.text)) for para in paras)


def _told(course: Course, words: Words, reply: Retrieval) -> tuple[str, tuple[str, ...]]:
    """The reply in the question's language, and its sources."""
    found = [p for p in (quotation(course, name) for name in reply.passages) if p]
    if not reply.answered or not found:
        return words._("I find nothing on that in the text."), ()
    texts = [clean(plain(quoted.text[reply.language])) for quoted in found]
    if reply.correction is not None:
        stands = words._(", ").join(reply.correction.stands)
        said = clean(reply.correction.said)
        texts.insert(0, words._("Not {said}: the text says {stands}.", said=said, stands=stands))
    if reply.certainty == "nearest":
        texts.insert(0, words._(NEAREST))
    sources = tuple(dict.fromkeys(place for quoted in found for place in quoted.source))
    return (" " if reply.language == "en" else "").join(texts), sources


def _json(question: str, reply: Retrieval, told: str, sources: tuple[str, ...]) -> str:
    made = {
        "question": question,
        "language": reply.language,
        "answered": reply.answered,
        "certainty": reply.certainty,
        "reply": told,
        "sections": list(reply.sections) if reply.answered else [],
        "sources": list(sources),
    }
    return msgspec.json.encode(made).decode()
