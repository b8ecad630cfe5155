"""The slash commands of a conversation that are no moves."""

from collections.abc import Callable

from taiwa.dialogue.commands import Command
from taiwa.errors import TaiwaError
from taiwa.study.session import Session
from taiwa.tui.face import Face


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
        "dialogue": lambda: app.begin(lambda: app.study.dialogue(app.study.section(rest))),
        "map": lambda: app.action_map(rest),
        "essay": lambda: app.action_essay(rest),
        "source": lambda: app.open_source(session),
        "term": lambda: app.look_up(rest),
        "help": app.action_guide,
        "save": lambda: _save(app, session, notice),
        "quit": app.exit,
    }
    deeds[command.name]()


def _save(app: Face, session: Session, notice: Callable[..., None]) -> None:
    """Write the conversation to a file; tells where it is, or why it could not be written."""
    from taiwa.words.notebook import SAVED, save_conversation

    try:
        notice(SAVED, path=save_conversation(session, app.words))
    except TaiwaError as error:
        notice(error.message, **error.values)
