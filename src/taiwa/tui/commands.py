"""The slash commands of a conversation that are no moves; pages and commands, for Find."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from taiwa.dialogue.commands import Command
from taiwa.errors import N_, TaiwaError
from taiwa.study.session import Session
from taiwa.tui.face import Face

Deed = Callable[[], object]
Say = Callable[[str], object]
"""Takes a line as if it was typed in the conversation at hand."""

PAGE, SETTING, COMMAND = "page", "setting", "command"


class Page(Struct, frozen=True):
    """A page to open, a setting to turn or a command: its kind, name, a word on it and the deed;
    its key, and the slash word that does the same."""

    kind: str
    name: str
    about: str
    run: Deed
    key: str = ""
    word: str = ""


SAID = (
    (N_("a hint"), "F3", N_("/hint")),
    (N_("skip"), "F4", N_("/skip")),
    (N_("show the answer"), "F5", N_("/show")),
    (N_("I was right"), "F6", N_("/right")),
    (N_("take the answer back"), "F7", N_("/undo")),
    (N_("end the exam as it is"), "", N_("/end")),
    (N_("the source in the essay"), "Ctrl+O", N_("/source")),
    (N_("count a point as made"), "F6", N_("/covered")),
    (N_("say that you are sure of the answer"), "", N_("/sure")),
    (N_("say that you are not sure of the answer"), "", N_("/unsure")),
    (N_("the dialogue of this section"), "", N_("/dialogue")),
    (N_("write this conversation to a file"), "", N_("/save")),
    (N_("home; your place is kept"), "Esc", N_("/home")),
)
"""The commands of a conversation: what each does, its key, its slash word."""


def pages(app: Face, say: Say | None) -> list[Page]:
    """All of them; those of a conversation where lines can be said to one."""
    essay = Page(PAGE, N_("The essay"), N_("The text itself"), app.action_essay, "", N_("/essay"))
    return [
        *([essay] if app.study.has_essay else []),
        Page(
            PAGE,
            N_("Scores"),
            N_("Past sessions and mastery"),
            app.action_scores,
            "",
            N_("/scores"),
        ),
        Page(PAGE, N_("Glossary"), N_("Look a term up"), app.look_up, "", N_("/term")),
        Page(
            PAGE,
            N_("Map of the argument"),
            N_("How the sections carry the conclusion"),
            app.action_map,
            "",
            N_("/map"),
        ),
        Page(PAGE, N_("Help"), N_("Keys and commands"), app.action_guide, "F1", N_("/help")),
        *_settings(app),
        *(
            [Page(COMMAND, name, "", partial(say, w), key, w) for name, key, w in SAID]
            if say
            else []
        ),
        Page(PAGE, N_("Quit"), N_("Your place is saved"), app.exit, "Ctrl+Q", N_("/quit")),
    ]


def _settings(app: Face) -> list[Page]:
    return [
        Page(
            SETTING,
            N_("Switch language"),
            N_("Japanese or English"),
            app.action_switch_language,
            "F2",
            N_("/lang"),
        ),
        Page(
            SETTING,
            N_("Readings"),
            N_("For all words, for new words, or for none"),
            app.action_turn_furigana,
            "F8",
            N_("/readings"),
        ),
        Page(
            SETTING,
            N_("Both languages"),
            N_("Side by side, or one at a time"),
            app.action_turn_parallel,
            "F9",
            N_("/both"),
        ),
        Page(
            SETTING,
            N_("Plain English"),
            N_("Lesson steps in common words, or in full"),
            app.action_turn_edition,
            "F12",
            N_("/plain"),
        ),
        Page(
            SETTING,
            N_("Light or dark"),
            N_("Switch the theme"),
            app.action_switch_theme,
            "F10",
            N_("/theme"),
        ),
    ]


def run_command(
    app: Face,
    command: Command,
    session: Session,
    home: Callable[[], None],
    notice: Callable[..., None],
) -> None:
    """Do what was typed at a session; `home` leaves it, `notice` tells something beside it."""
    rest = command.rest
    deeds: dict[str, Callable[[], object]] = {
        "lang": lambda: app.action_switch_language(rest),
        "home": home,
        "scores": app.action_scores,
        "furigana": lambda: app.action_turn_furigana(rest),
        "parallel": lambda: app.action_turn_parallel(rest),
        "plain": lambda: app.action_turn_edition(rest),
        "theme": app.action_switch_theme,
        "dialogue": lambda: app.begin(partial(_dialogue, app, rest)),
        "map": lambda: app.action_map(rest),
        "essay": lambda: app.action_essay(rest),
        "source": lambda: app.open_source(session),
        "term": lambda: app.look_up(rest),
        "help": app.action_guide,
        "save": lambda: _save(app, session, rest, notice),
        "quit": app.exit,
    }
    deeds[command.name]()


def _dialogue(app: Face, wish: str) -> Session:
    app.study.need_no_exam()
    return app.study.dialogue(app.study.section(wish))


def _save(app: Face, session: Session, wish: str, notice: Callable[..., None]) -> None:
    """Write the conversation to a file; tells where it is, or why it could not be written."""
    from taiwa.words.notebook import SAVED, save_conversation

    try:
        notice(SAVED, path=save_conversation(session, app.words, wish))
    except TaiwaError as error:
        notice(error.message, **error.values)
