"""A notebook in Markdown: one's mistakes by section, or a whole conversation."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from taiwa.dialogue.questions import as_now
from taiwa.errors import FULL, N_, TaiwaError, is_full
from taiwa.paths import write_whole
from taiwa.record.sessions import Settled, settled
from taiwa.study.desk import Study
from taiwa.study.session import Session
from taiwa.text.cells import clean
from taiwa.text.typesetting import plain
from taiwa.words.catalogs import Words
from taiwa.words.entries import source_line
from taiwa.words.messages import Message
from taiwa.words.question_wording import QuestionWording, named
from taiwa.words.wording import Wording

_SPECIAL = re.compile(
    r"""[\\`*_{}\[\]<>\#|~&$^=@]        # wherever they stand
    | ^[-+:]                        # lists
    | /(?=/) | \.(?=[^\W\d_])    # bare links
    | :(?=[\w+-]+:) | %(?=%)        # emoji, comments
    """,
    re.VERBOSE,
)
"""Characters that CommonMark and its extensions act on; a backslash before it is taken off."""
_NAME = re.compile(r"\w[\w -]{0,60}")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_KEPT = ("right", "confirmed")
SAVED = N_("This conversation is saved in {path}.")
NO_NAME = N_("Give it a name of letters and digits, such as /save notes: it is kept in {folder}.")
NAMED_SO = N_("{path} is there already: choose another name.")
NOT_SAVED = N_("{path} can't be written: check that you may write to this folder.")


def mistakes_markdown(study: Study, words: Words) -> str:
    """The questions whose latest answer was not right, by section, with the answer and why."""
    latest: dict[str, Settled] = {}
    held_back = study.progress.held_back()
    for session in reversed(study.store.sessions(limit=-1)):
        records = study.store.records(session.id)
        for entry in settled(record for record in records if record.id not in held_back):
            if entry.item in study.course.questions:
                latest[entry.item] = entry
    by_section: dict[str, list[Settled]] = defaultdict(list)
    for entry in latest.values():
        if entry.outcome not in (*_KEPT, "skipped"):
            by_section[study.course.questions[entry.item].sections[0]].append(entry)
    heading = words._("Mistakes: {title}", title=_safe(study.course.title[words.language]))
    lines = [f"# {heading}"]
    if not by_section:
        lines += ["", words._("No mistakes so far.")]
    for section in study.course.sections:
        if section.id in by_section:
            lines += ["", f"## {_safe(section.title[words.language])}"]
            for entry in by_section[section.id]:
                lines += ["", *_mistake(study, words, entry)]
    return "\n".join(lines) + "\n"


def _mistake(study: Study, words: Words, entry: Settled) -> Iterator[str]:
    _ = words._
    question = study.course.questions[entry.item]
    wording = QuestionWording.of(study.course, words)
    yield f"### {_safe(wording.text(named(question)))}"
    yield ""
    if entry.raw is not None:
        given = wording.given(question, as_now(question, entry.given, entry.revision))
        yield "- " + _("You: {answer}", answer=_safe(given, marked=False))
    yield "- " + _("Answer: {answer}", answer=_safe(wording.answer(question)))
    yield f"- {_safe(wording.text(question.explanation))}"
    if question.source:
        yield f"- {_safe(source_line(study.course, words, question.source))}"


def conversation_markdown(session: Session, words: Words) -> str:
    """A session as it was said, in the language that is on."""
    wording = Wording(session.course, words, session.arrangement)
    blocks = []
    for event in session.transcript:
        blocks += [_message(message) for message in wording.messages(event)]
    return "\n\n".join(blocks) + "\n"


def save_conversation(session: Session, words: Words, wish: str = "") -> Path:
    """Write a conversation beside the learner's progress, by the name that is wished for, if that
    names no other file there; returns the file."""
    started = session.started.strftime("%Y%m%d-%H%M%S")
    name = f"{started}-{session.state.plan.mode}-{words.language}"
    path = session.journal.store.path.parent / "conversations" / f"{name}.md"
    if wish and not _NAME.fullmatch(wish.removesuffix(".md")):
        raise TaiwaError(NO_NAME, folder=path.parent)
    if wish:
        path = path.with_name(f"{wish.removesuffix('.md')}.md")
        if path.exists():
            raise TaiwaError(NAMED_SO, path=path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, conversation_markdown(session, words).encode())
    except OSError as error:
        raise TaiwaError(FULL if is_full(error) else NOT_SAVED, path=path) from error
    return path


def _message(message: Message) -> str:
    lines = []
    for para in message.paras:
        text = _safe(para.text, marked=para.marked)
        lines.append({"title": f"# {text}", "prompt": f"**{text}**"}.get(para.kind, text))
    told = "\n\n".join(lines)
    return (
        "\n".join(f"> {line}" for line in told.split("\n"))
        if message.speaker == "learner"
        else told
    )


def _safe(text: str, marked: bool = True) -> str:
    """Text that Markdown shows as it stands."""
    told = " ".join(clean(plain(text) if marked else text).split())
    return _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", told))
