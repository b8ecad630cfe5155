"""Reading a typed line: as a command, a question to the tutor, or an answer.

Commands and their aliases are understood in every language at any time, full-width too.
"""

import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from taiwa.text.readings import hiragana

COMMANDS: dict[str, tuple[str, ...]] = {
    "help": ("ヘルプ", "使い方", "h"),
    "hint": ("ヒント",),
    "skip": ("スキップ", "とばす", "飛ばす", "次へ", "next"),
    "reveal": ("答え", "こたえ", "正解", "answer", "show"),
    "undo": (
        "取り消す",
        "取り消し",
        "取消",
        "取消し",
        "とりけす",
        "とりけし",
        "元に戻す",
        "もどす",
        "戻す",
    ),
    "covered": ("書いた", "言った", "含む", "point"),
    "right": ("正解だった", "合っていた", "合ってた", "override"),
    "end": ("提出", "終了", "終わり", "終わる", "finish", "submit"),
    "lang": ("言語", "言葉", "切替", "切り替え", "language"),
    "furigana": ("ふりがな", "フリガナ", "振り仮名", "ルビ", "readings"),
    "parallel": ("対訳", "並べる", "両方", "both"),
    "plain": ("やさしく", "やさしい日本語", "easy"),
    "theme": ("明暗", "明るさ", "light", "dark"),
    "term": ("用語", "意味", "glossary"),
    "sure": ("自信あり", "確実"),
    "unsure": ("自信なし", "たぶん"),
    "dialogue": ("対話",),
    "map": ("地図", "議論", "argue"),
    "essay": ("本文", "text"),
    "source": ("出典",),
    "save": ("保存", "書き出し", "export"),
    "scores": ("成績", "せいせき", "成績表", "スコア", "得点", "score", "results"),
    "home": ("ホーム", "戻る", "最初", "back"),
    "quit": ("やめる", "exit", "q"),
}

_NAMES = {
    hiragana(alias): (name, alias)
    for name, aliases in COMMANDS.items()
    for alias in (name, *aliases)
}
MEANT = {"hint": "hint", "lost": "hint", "skip": "skip", "reveal": "reveal", "farewell": "quit"}
"""The commands that are given in plain words, by what is meant."""
LANGUAGES = {"japanese": "ja", "english": "en"}
OF_THE_APP = {
    **{"can": "help", "language": "lang", "leave": "home", "save": "save", "essay": "essay"},
    **{"theme": "theme", "readings": "furigana"},
}
"""The commands that do what is wanted of the app, by the topic of its help."""


class Command(Struct, frozen=True):
    """A slash command by its canonical name; `rest` is what follows it.

    A digit alone, `/1`, is the command `take`: it takes up an offer.
    """

    name: str
    rest: str = ""

    @property
    def looks_up(self) -> bool:
        """True if it opens what an exam asks for, and waits for its end."""
        return self.name in (*OF_SECTION, "source", "term")


class UnknownCommand(Struct, frozen=True):
    """A slash command that does not exist, and the nearest that does."""

    name: str
    nearest: str | None


class AskedLine(Struct, frozen=True):
    """Something asked of the tutor."""

    text: str


class AnswerLine(Struct, frozen=True):
    """Anything else: an answer where a question is pending."""

    text: str


OF_SECTION = ("dialogue", "map", "essay")
"""The commands that are on a section."""


def on_section(command: Command, at: Sequence[str]) -> Command:
    """A command on a section, where none is named on the only one of those at hand."""
    here = command.name in OF_SECTION and not command.rest and len(at) == 1
    return Command(command.name, at[0]) if here else command


Said = Command | UnknownCommand | AskedLine | AnswerLine


def understand(text: str) -> Said:
    """A line as it is meant. A leading `?` asks, a leading `/` commands; `？` and `／` do too."""
    stripped = text.strip()
    folded = unicodedata.normalize("NFKC", stripped)
    if folded.startswith("?"):
        return AskedLine(stripped[1:].strip())
    if not folded.startswith("/"):
        return AnswerLine(text)
    line = folded[1:].strip().rstrip("。.!、").strip()
    if line in ("", "?"):
        return Command("help")
    name, _, rest = line.partition(" ")
    name = name.casefold()
    if name.isdecimal() and len(name) == 1:
        return Command("take", name)
    letters = name.rstrip("0123456789")
    known = _known(name) or _known(letters)
    if known:
        return Command(known, rest.strip() or ("" if _known(name) else name[len(letters) :]))
    return _in_words(line) or _unknown(name)


def _known(name: str) -> str | None:
    """The command of this name, in hiragana, too."""
    return _NAMES.get(hiragana(name), (None, ""))[0]


def _in_words(line: str) -> Command | None:
    """A command in other words than its names: /とばして, /give up, /英語."""
    from taiwa.tutor.ask.conversation import overheard

    heard = overheard(line)
    if heard is None or (heard.kind in LANGUAGES and heard.rest):
        return None
    name = OF_THE_APP.get(heard.rest) if heard.kind == "app" else MEANT.get(heard.kind)
    if heard.kind in LANGUAGES:
        return Command("lang", LANGUAGES[heard.kind])
    return Command(name) if name else None


def _unknown(name: str) -> UnknownCommand:
    from difflib import get_close_matches

    close = get_close_matches(hiragana(name), _NAMES, n=1)
    return UnknownCommand(name, _NAMES[close[0]][1] if close else None)


YES = frozenset({"y", "yes", "yeah", "yep", "1", "はい", "うん", "ええ", "そう", "そうです"})
NO = frozenset(
    {"n", "no", "nope", "2", "いいえ", "いえ", "いや", "ううん", "ちがう", "違う", "違います"}
)


def yes_or_no(text: str) -> bool | None:
    """A line that is a yes or a no, full-width or not; None for any other."""
    said = unicodedata.normalize("NFKC", text).strip().casefold().rstrip("。.!")
    return True if said in YES else False if said in NO else None


def hands_in(text: str) -> bool | None:
    """True of the letter that hands an exam in once that was asked, False of that which does not;
    neither answers a question."""
    return {"y": True, "n": False}.get(unicodedata.normalize("NFKC", text).strip().casefold())


LONGEST_LINE = 2_000
"""Characters of a typed line that are taken; nobody's answer is longer."""


def cleaned(text: str) -> str:
    """A typed line cut to the longest answer, without lone surrogates."""
    return text[:LONGEST_LINE].encode("utf-8", "replace").decode()
