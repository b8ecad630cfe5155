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
    notice: Callable[[str], None],
) -> None:
    """Do what was typed at a session; `home` leaves it, `notice` tells something beside it."""
    rest = command.rest
    deeds: dict[str, Callable[[], object]] = {
        "lang": lambda: app.action_switch_language(rest),
        "home": home,
        "scores": app.action_scores,
        "furigana": lambda: app.action_turn_furigana(rest),
        "parallel": lambda: app.action_turn_parallel(rest),
        "term": lambda: app.look_up(rest),
        "help": app.action_guide,
        "save": lambda: notice(_saved(app, session)),
        "quit": app.exit,
    }
    deeds[command.name]()


def _saved(app: Face, session: Session) -> str:
    """Write the conversation to a file; where it is, or why it could not be written."""
    from taiwa.export.markdown import SAVED, save_conversation

    try:
        return app.words._(SAVED, path=save_conversation(session, app.words))
    except TaiwaError as error:
        return app.words._(error.message, **error.values)
