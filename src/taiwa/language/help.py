"""The help text, one paragraph to a line."""

from taiwa.errors import N_

COMMANDS_HELP = (
    N_("Type an answer while a question waits; Enter goes on after feedback or a lesson step."),
    N_("? and your own question: ask the tutor about the text."),
    N_("/hint: a hint. /skip: leave the question for later. /reveal: show the answer."),
    N_("/right: count my last answer as right. /undo: take my last answer back."),
    N_("/covered 2: I did say point 2. /1, /2 …: take up what the tutor offers."),
    N_("/sure 2 or /unsure 2: answer 2, and say how sure you are; the scores compare."),
    N_("/furigana all, new or off: readings above Japanese words. /parallel: both languages."),
    N_("/term and a name: its entry in the glossary; a click on a term in a text opens it, too."),
    N_("/save: write this conversation to a file. /scores: your scores."),
    N_("/lang: switch language. /home: back to the sections. /quit: leave."),
)

KEYS_HELP = (
    ("F1", N_("this help")),
    ("F2", N_("switch language at any moment")),
    ("F3 F4 F5", N_("hint, skip, show the answer")),
    ("F6", N_("I was right: count my last answer as right")),
    ("F7", N_("take my last answer back")),
    ("Enter", N_("answer, or go on")),
    ("1-9 a-i", N_("choose an option")),
    ("Space", N_("mark one of several options")),
    ("Tab", N_("go between the options and the input line")),
    ("PgUp PgDn", N_("scroll the conversation")),
    ("Esc", N_("back; your place is kept")),
    ("Ctrl+P", N_("all commands, by name")),
    ("F8", N_("readings above all words, above new ones, or above none")),
    ("F9", N_("both languages side by side, or one")),
    ("F10", N_("light or dark")),
)
