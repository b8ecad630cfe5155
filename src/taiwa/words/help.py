"""The help text, one paragraph to a line."""

from taiwa.errors import N_

COMMANDS_HELP = (
    N_(
        "Type an answer when a question is waiting; after feedback or a lesson step, Enter goes on."
    ),
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
    ("Enter", N_("answer, or go on")),
    ("1-9 a-i", N_("choose an option")),
    ("Space", N_("mark one of several options")),
    ("Tab", N_("go between the options and the input line")),
    ("PgUp PgDn", N_("scroll the conversation")),
    ("Esc", N_("back; your place is saved")),
    ("Ctrl+P", N_("search commands, sections, terms, questions, lessons")),
    ("Ctrl+Z", N_("to the shell; fg comes back")),
    ("Ctrl+Q", N_("leave; your place is saved")),
    ("F8", N_("readings above all words, above new ones, or above none")),
    ("F9", N_("both languages side by side, or one")),
    ("F10", N_("light or dark")),
    ("r m t s g", N_("on the first screen: review, quizzes and exams, ask, scores, glossary")),
    ("p f n", N_("in the scores: practise mistakes, filter, section")),
)
