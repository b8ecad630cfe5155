"""The help text, one paragraph to a line."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from taiwa.course.forms import Form, Manner, form_of
from taiwa.dialogue.events import Proceed
from taiwa.dialogue.state import Phase
from taiwa.errors import N_
from taiwa.words.catalogs import Words

if TYPE_CHECKING:
    from taiwa.study.session import Session

LINES_HELP = N_(
    "Type an answer when a question is waiting; after feedback or a lesson step, Enter goes on."
)
"""Of line mode alone; in the app a key for each of the two is among `KEYS_HELP`."""

STUCK_HELP = N_("/hint: a hint. /skip: leave the question for later. /show: show the answer.")
RIGHT_HELP = N_("/right: count my last answer as right. /undo: take my last answer back.")
READINGS_HELP = N_(
    "/readings all, new or off: readings above Japanese words. /both: both languages."
)
TERM_HELP = N_("/term NATO: its glossary entry. Clicking a term in a text opens it too.")
SAVE_HELP = N_("/save, /save notes: write this conversation to a file. /scores: your scores.")
LANG_HELP = N_("/lang: switch language. /home: back to the sections. /quit: leave.")
ESSAY_HELP = N_(
    "/essay 2: the text itself, if it is here. /source: the passage in it that this comes from."
)

COMMANDS_HELP = (
    N_("? and your own question: ask the tutor about the text."),
    STUCK_HELP,
    RIGHT_HELP,
    N_("/end: end an exam as it is. Words, map and text open after it."),
    N_("/covered 2: count point 2 as made. /1, /2 …: accept the tutor's suggestion."),
    N_("/sure 2, /unsure 2: answer 2 and say how sure you are; see Scores for how it went."),
    READINGS_HELP,
    N_("/plain: lesson steps in plain English, or the full text again."),
    N_("/dialogue 2: the dialogue of section 2. /map 2: its argument as a map."),
    ESSAY_HELP,
    TERM_HELP,
    SAVE_HELP,
    LANG_HELP,
)

APP_HELP: Mapping[str, str] = {
    "can": N_(
        "Ask me what a word means, why the author says something, what a section is about, or how"
        ' you are doing. "Example?", "simpler, please" and "quiz me on …" work, too. /help lists'
        " all keys and commands."
    ),
    "answer": N_(
        "Give it as your answer first, with Enter; then I say whether it is right, and why."
        " /hint helps before that."
    ),
    "exam": N_(
        "/home leads to the first screen: there m offers the exams; in line mode e begins one. An"
        " exam says nothing until its end and then explains everything."
    ),
    "quiz": N_(
        "/home leads to the first screen: there m offers the quizzes; in line mode q begins one."
        ' Or name a topic: "quiz me on …".'
    ),
    "lesson": N_(
        "/home leads to the first screen: there the number of a section opens its lesson."
    ),
    "theme": N_("/theme (F10) changes between light and dark; in line mode your terminal does."),
    "language": LANG_HELP,
    "leave": LANG_HELP,
    "save": SAVE_HELP,
    "glossary": TERM_HELP,
    "essay": ESSAY_HELP,
    "readings": READINGS_HELP,
    "stuck": STUCK_HELP,
    "right": RIGHT_HELP,
}
"""The replies to questions on the app itself, by their topics (`locales/*/lexicon/app.txt`)."""

KNOWN_HELP = N_("Mastered: kept for 3 weeks. Learnt: right when last asked. Else: seen once.")
"""The words for what is known, as `study.progress` counts it, in one line of the help."""

MORE_HELP = (
    N_("Type also: /term NATO, /covered 2, /sure 2 or /unsure 2, /save, /scores."),
    KNOWN_HELP,
)


class Key(NamedTuple):
    """A key by its name, what it does, and the slash word that does the same, if any."""

    key: str
    does: str
    word: str = ""


Group = tuple[str, tuple[Key, ...]]
"""Keys under the name of what they are for."""

KEYS_HELP: tuple[Group, ...] = (
    (
        N_("Answering"),
        (
            Key("1-9 a-i", N_("choose")),
            Key(N_("arrows"), N_("move the choice")),
            Key("Enter", N_("give the answer")),
            Key("Space", N_("go on; never answers")),
            Key("Backspace", N_("take back a mark")),
            Key(N_("letters"), N_("type the answer")),
        ),
    ),
    (
        N_("When stuck"),
        (
            Key("F3", N_("a hint"), N_("/hint")),
            Key("F4", N_("skip"), N_("/skip")),
            Key("F5", N_("show the answer"), N_("/show")),
            Key("F6", N_("I was right"), N_("/right")),
            Key("F7", N_("take the answer back"), N_("/undo")),
            Key("?", N_("ask the tutor")),
        ),
    ),
    (
        N_("Reading"),
        (
            Key("F2", N_("the other language"), N_("/lang")),
            Key("F8", N_("readings"), N_("/readings")),
            Key("F9", N_("both languages"), N_("/both")),
            Key("F10", N_("light or dark"), N_("/theme")),
            Key("F12", N_("plain English"), N_("/plain")),
            Key("PgUp", N_("back in the lesson")),
            Key("Ctrl+O", N_("where it is from"), N_("/source")),
        ),
    ),
    (
        N_("Going about"),
        (
            Key("Esc", N_("home; your place is kept")),
            Key("Ctrl+P", N_("find anything")),
            Key("0 1 2…", N_("a section of the essay")),
            Key("c r x", N_("next, review, mistakes")),
            Key("s g t m", N_("scores, words, ask, quiz")),
            Key("Ctrl+L", N_("draw the screen anew")),
            Key("Ctrl+Z", N_("to the shell; fg returns")),
            Key("Ctrl+Q", N_("leave; all is saved"), N_("/quit")),
        ),
    ),
)

CHOOSING: Mapping[Manner, str] = {
    "one": N_("A number or the arrows choose, Enter answers"),
    "verdict": N_("A number or the arrows choose, Enter answers"),
    "several": N_("Numbers, or arrows and Space, mark; Enter answers"),
    "order": N_("Numbers in their order, Backspace takes one back, Enter answers"),
    "pairs": N_("A letter fills the row, a number picks another, Enter answers"),
}
"""The keys that choose at a question, on one line, by the manner in which it is answered."""


TYPED_IN = {"ja": N_("Type in Japanese"), "en": N_("Type in English")}
"""The words for what is asked for, by the language that an answer is to be in."""


def placeholder(session: "Session", words: Words) -> str:
    """The words in the app's input line while it is empty: what its keys do now."""
    _ = words._
    if session.doubts_result:
        return _("y: yes; n: no; ? to ask; / for commands")
    if session.discussing:
        return _("Write what you think")
    if session.can(Proceed):
        return _("Ask about this, or press Space to go on")
    if session.state.plan.mode == "dialogue" and session.question is not None:
        return _("Or type words that only one line has; ? asks the tutor")
    if session.question is not None:
        return _typed_at(form_of(session.question), words, session.state.phase is Phase.SITTING)
    if session.state.phase is Phase.TALKING:
        return _("Ask in your own words, in either language")
    return _("? to ask; Esc: back to the sections")


def _typed_at(form: Form, words: Words, sitting: bool) -> str:
    """The words on what can be typed at such a question: in an exam the tutor is not asked."""
    how = {
        "words": TYPED_IN.get(form.language or "", N_("Type your answer")),
        "year": N_("Type a year"),
        "explanation": N_("Write in your own words"),
        "pairs": "",
        "order": "",
    }.get(form.manner, N_("Or type your answer"))
    told = how and words._(how)
    if sitting:
        return told
    return words._("{how}; ? asks the tutor", how=told) if told else words._("? asks the tutor")
