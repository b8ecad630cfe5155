"""The help text, one paragraph to a line."""

from collections.abc import Mapping

from taiwa.course.forms import Manner
from taiwa.dialogue.events import Proceed
from taiwa.dialogue.state import Phase
from taiwa.errors import N_
from taiwa.study.session import Session
from taiwa.words.catalogs import Words

LINES_HELP = N_(
    "Type an answer when a question is waiting; after feedback or a lesson step, Enter goes on."
)
"""Of line mode alone; in the app a key for each of the two is among `KEYS_HELP`."""

COMMANDS_HELP = (
    N_("? and your own question: ask the tutor about the text."),
    N_("/hint: a hint. /skip: leave the question for later. /reveal: show the answer."),
    N_("/right: count my last answer as right. /undo: take my last answer back."),
    N_("/covered 2: count point 2 as made. /1, /2 …: accept the tutor's suggestion."),
    N_("/sure 2, /unsure 2: answer 2 and say how sure you are; see Scores for how it went."),
    N_("/furigana all, new or off: readings above Japanese words. /parallel: both languages."),
    N_("/term NATO: its glossary entry. Clicking a term in a text opens it too."),
    N_("/save: write this conversation to a file. /scores: your scores."),
    N_("/lang: switch language. /home: back to the sections. /quit: leave."),
)

KEYS_HELP = (
    ("F1", N_("this help")),
    ("F2", N_("switch language at any moment")),
    ("F3 F4 F5", N_("hint, skip, show the answer")),
    ("F6", N_("I was right: count my last answer as right")),
    ("F7", N_("take my last answer back")),
    ("1-9 a-i", N_("choose: by number, in a match also by letter; arrows and clicks do too")),
    ("Enter", N_("answer with what is chosen or typed")),
    ("Space", N_("read on and go on; at options mark the one that the arrows point at")),
    ("Backspace", N_("take the last mark back")),
    ("PgUp PgDn", N_("scroll the conversation")),
    ("Esc", N_("back; your place is saved")),
    ("Ctrl+P", N_("search commands, sections, terms, questions, lessons")),
    ("Ctrl+Z", N_("to the shell; fg comes back")),
    ("Ctrl+Q", N_("leave; your place is saved")),
    ("F8", N_("readings above all words, above new ones, or above none")),
    ("F9", N_("both languages side by side, or one")),
    ("F10", N_("light or dark")),
    ("0-9 c x", N_("on the first screen: a section, what comes next, your last mistakes")),
    ("r m t s g", N_("on the first screen: review, quizzes and exams, ask, scores, glossary")),
    ("p f n", N_("in the scores: practise mistakes, filter, section")),
)

CHOOSING: Mapping[Manner, str] = {
    "one": N_("A number or the arrows choose, Enter answers"),
    "verdict": N_("A number or the arrows choose, Enter answers"),
    "several": N_("Numbers, or arrows and Space, mark; Enter answers"),
    "order": N_("Numbers in their order, Backspace takes one back, Enter answers"),
    "pairs": N_("A letter fills the row at hand, a number goes to another, Enter answers"),
}
"""The keys that choose at a question, on one line, by the manner in which it is answered."""


def placeholder(session: Session, words: Words) -> str:
    """What the app's input line says while it is empty: what its keys do now."""
    _ = words._
    if session.state.doubt:
        return _("y: yes; n: no; ? to ask; / for commands")
    if session.question is not None:
        return _("Your answer; ? to ask; / for commands")
    if session.can(Proceed):
        return _("Space: go on; ? to ask; / for commands")
    if session.state.phase is Phase.TALKING:
        return _("Your question; Esc: back to the sections")
    return _("? to ask; Esc: back to the sections")
