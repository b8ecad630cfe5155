"""`taiwa ask`: questions and their answers, as text or as lines of JSON."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from taiwa.course.course import Course
from taiwa.dialogue.events import Ask, Asked
from taiwa.dialogue.questions import Arrangement, arrange
from taiwa.study.desk import Study
from taiwa.study.reply import consult, recall, topic_of
from taiwa.text.cells import clean
from taiwa.text.typesetting import plain
from taiwa.tutor.ask.folding import language_of
from taiwa.tutor.asking import Asking
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
) -> Iterator[str]:
    """The answer to each question; a later one may follow up.

    It is in the language of `words` if that was `chosen`, as in the app, else in the question's.
    One on the learner's own record is answered from the log, which `open_study` opens. With
    `repeat` each question stands above its answer, and an empty line between two. As JSON:
    `question`, `language`, `answered`, `certainty`, `reply`, `sections` (best first), `sources`.
    """
    asking, language, heard = Asking(course), words.language, list[Asked]()
    for line in questions:
        question = line.rstrip("\n").encode("utf-8", "replace").decode()
        if not question.strip() and not as_json:
            continue
        if topic := topic_of(question):
            told = recall(open_study().progress, topic, None).recall
            ask = Ask(question, recall=told, language=language_of(question, language))
        else:
            ask = consult(asking, course, language, question, None, heard)
        event = Asked(**msgspec.structs.asdict(ask))
        language = event.language or language
        spoken = words if chosen else words.speaking(language)
        wording = ReplyWording(course, spoken, QuestionWording(spoken, _in_order(course)))
        told_in = wording.reply(event)
        if as_json:
            yield _json(event, spoken.language, wording, told_in)
        else:
            apart = "\n" if repeat and heard else ""
            yield apart + "\n".join(
                [*([f"? {clean(question)}"] if repeat else []), *_lines(told_in)]
            )
        heard.append(event)


def _in_order(course: Course) -> Callable[[str], Arrangement]:
    return lambda name: arrange(course.questions[name], "")


def _lines(paras: Iterable[Para]) -> list[str]:
    return [clean(plain(para.text)) for para in paras]


def _json(event: Asked, language: str, wording: ReplyWording, paras: Sequence[Para]) -> str:
    told = _lines(para for para in paras if para.kind != "source")
    made = {
        "question": event.question,
        "language": language,
        "answered": event.certainty != "none",
        "certainty": event.certainty,
        "reply": ("" if language == "ja" else " ").join(told),
        "sections": wording.sections(event),
        "sources": list(wording.sources(event)),
    }
    return msgspec.json.encode(made).decode()
