"""Questions in the light form, as the trees that `yaml_source.py` makes of YAML.

They stand in `section-1.questions.md` beside `section-1.yaml`. A line tells by its first sign what
it is; a text is `日本語 / English` on one line, or Japanese on one and English on the next line
with the same sign. A backslash takes the meaning from the sign after it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from taiwa.course.companions import LANGUAGES
from taiwa.course.drills import GAP
from taiwa.course.fields import Tree
from taiwa.course.light_lines import Row, rows
from taiwa.course.model import KINDS, LEVELS
from taiwa.course.problems import LIGHT, START, Mark, Problems
from taiwa.course.question_schema import TYPES
from taiwa.course.references import CITED
from taiwa.course.yaml_source import Listed, Mapped
from taiwa.errors import N_, Entry

VERDICTS = dict.fromkeys(("true", "正", "正しい", "○", "〇"), "true") | dict.fromkeys(
    ("false", "誤", "誤り", "×"), "false"
)
ONE_LANGUAGE = N_(
    "a text needs both languages: 日本語 / English, with spaces around the slash, or one line for"
    " each"
)
NO_ANSWER = N_(
    "no answer: write true or false, a year in figures, or what is accepted in both languages,"
    " 日本語 / English"
)
PARTED = N_("'{sign}' is here more than once: a backslash before it makes it part of the text")
NO_QUESTION = N_("no question has begun here: a line such as ## ¶1 begins one")
ONE_EACH = N_(
    "a question has one line that asks, one sentence with a gap and one explanation at most;"
    " ## begins another question"
)
NO_HEAD = N_("this is a comment: ## begins a question, a single # does not")
MISSPELT = N_("'{word}' is read as the question's id")
TWO_IDS = N_("'{first}' and '{other}': a question has one id, so leave one out")
NO_PAIR = N_("a pair needs => between its two sides")


KNOWN = (*TYPES, *KINDS, *LEVELS)
"""The words behind ## that are no id."""
ALIKE = 0.82
"""The likeness to a type from which on a word is taken for a slip: `chioce` is, `other` is not."""
_SLASH, _DASH, _ARROW = "/", "—", "=>"
_PARTS = {
    _SLASH: re.compile("[ \u3000][/／](?:[ \u3000]|$)"),
    _DASH: re.compile("[ \u3000](?:—|――)(?:[ \u3000]|$)"),
    _ARROW: re.compile("[ \u3000](?:=>|→)[ \u3000]"),
    ",": re.compile(r"(?<!\\)(?:,[ \u3000]|[、，])"),
    ";": re.compile(r"(?<!\\)[;；]"),
}
_ESCAPED, _ONE_WORDED = re.compile(r"\\([^\w\s])"), re.compile(r"[^a-zぁ-ヺ一-龯々]+")
_TERMS, _STEP = re.compile(r"\[([^\]]*)\]"), re.compile(r"[ \u3000]@([\w.-]+)$")


SIGNS: Mapping[str, str] = {
    "prompt": Entry("the line that asks"),
    "text": Entry("the text"),
    "phrases": Entry("an indented line with ways to put it"),
    **dict.fromkeys(("answer", "accepted"), "="),
    "options": "- [x]",
    "pairs": "=>",
    "items": "1.",
    "points": "*",
    "step": "@p1",
    "explanation": "!",
    "hints": "?",
    "confusions": "~",
    "why": "—",
    "source": "¶1",
    "terms": "[ ]",
    "ja": Entry("Japanese"),
    "en": Entry("English"),
}
"""The signs of a question's keys here."""

Pair = tuple[str, str, Mark]
"""A text in Japanese and in English, and its place."""


def parse_light(text: str, file: str, problems: Problems) -> Tree:
    """The questions of a file, under `questions`; problems are noted with their lines."""
    blocks: list[list[Row]] = []
    for row in rows(text):
        if row.sign == "#":
            problems.add(file, row.mark, NO_HEAD)
        if row.sign in ("#", "##"):
            blocks.append([row])
        elif blocks:
            blocks[-1].append(row)
        else:
            problems.add(file, row.mark, NO_QUESTION)
    made = [_Maker(block, file, problems).made() for block in blocks]
    return _mapped(
        {
            "questions": _listed(
                [(tree, block[0].mark) for tree, block in zip(made, blocks, strict=True)]
            )
        },
        START,
    )


class _Maker:
    """Makes the tree of one question of its lines."""

    def __init__(self, rows: Sequence[Row], file: str, problems: Problems) -> None:
        self.rows, self.file, self.problems = rows, file, problems
        self.section = file.removesuffix(LIGHT)
        self.tree = Mapped()

    def made(self) -> Mapped:
        self._head(self.rows[0])
        only = self.tree.get("answer_in")
        only = only if only in LANGUAGES else None
        self._texts()
        for row in self.rows:
            if row.sign in ("[x]", "[ ]"):
                self._append("options", self._of_option(row), row.mark)
            elif row.sign == "-":
                self._append("pairs", self._of_pair(row), row.mark)
            elif row.sign == "~":
                self._append("confusions", self._confusion(row, only), row.mark)
        for text in self._pairs("1"):
            self._append("items", _text(text), text[2])
        self._points()
        self._answers(only)
        if "type" not in self.tree:
            self._set("type", self._type(), self.rows[0].mark)
        return self.tree

    def _head(self, row: Row) -> None:
        """`## q01 choice reason ¶1 [term, term] revision=2`: all of it may be left out."""
        for terms in _TERMS.findall(row.text):
            names = [(name.strip(), row.mark) for name in terms.split(",") if name.strip()]
            self._set("terms", _listed(names), row.mark)
        rest = _TERMS.sub(" ", row.text)
        for cited in CITED.findall(rest):
            self._append("source", cited, row.mark)
        for word in CITED.sub(" ", rest).split():
            key, named, value = word.partition("=")
            if named:
                self._set(key, value, row.mark)
            elif word.startswith("¶"):
                self._append("source", word, row.mark)
            else:
                lists = {"type": TYPES, "kind": KINDS, "level": LEVELS}
                key = next((key for key, known in lists.items() if word in known), "")
                if key:
                    self._set(key, word, row.mark)
                else:
                    self._name(word, row.mark)

    def _name(self, word: str, mark: Mark) -> None:
        """The question's id, of which the section's part may be left out."""
        near = self.problems.nearest(word, KNOWN, ALIKE) if word.isalpha() else ""
        if near:
            self.problems.add(self.file, mark, MISSPELT, near, word=word)
        elif "id" in self.tree:
            first = self.tree["id"].removeprefix(f"{self.section}.")
            self._problem(mark, TWO_IDS, first=first, other=word)
        self._set("id", word if "." in word else f"{self.section}.{word}", mark)

    def _texts(self) -> None:
        said = [("text" if GAP in text[0] else "prompt", text) for text in self._pairs("")]
        said += [("explanation", text) for text in self._pairs("!")]
        for key, text in said:
            if key in self.tree:
                self._problem(text[2], ONE_EACH)
            self._set(key, _text(text), text[2])
        for text in self._pairs("?"):
            self._append("hints", _text(text), text[2])

    def _of_option(self, row: Row) -> Mapped:
        text, *why = self._parted(row, _DASH)
        tree = _text(self._both(row._replace(text=text)))
        if row.sign == "[x]":
            tree["correct"], tree.marks["correct"] = "true", row.mark
        if why:
            tree["why"] = _text(self._both(row._replace(text=why[0])))
            tree.marks["why"] = row.mark
        return tree

    def _of_pair(self, row: Row) -> Mapped:
        sides = self._parted(row, _ARROW)
        if len(sides) != 2:
            self._problem(row.mark, NO_PAIR)
            sides *= 2
        texts = [_text(self._both(row._replace(text=side))) for side in sides]
        return _mapped(dict(zip(("left", "right"), texts, strict=False)), row.mark)

    def _confusion(self, row: Row, only: str | None) -> Mapped:
        answers, *why = self._parted(row, _DASH)
        tree = {"answers": self._accepted(row._replace(text=answers), only)}
        if why:
            tree["why"] = _text(self._both(row._replace(text=why[0])))
        return _mapped(tree, row.mark)

    def _points(self) -> None:
        points: list[Mapped] = []
        for sign, group in groupby(
            (row for row in self.rows if row.sign in ("*", ";")), lambda row: row.sign
        ):
            rows = list(group)
            if sign == "*":
                points += [self._point(row) for row in rows]
                continue
            for ja, en, mark in self._paired(rows):
                ways = {"ja": _list(ja, ";", mark), "en": _list(en, ";", mark)}
                points[-1]["phrases"] = _mapped(ways, mark)
                points[-1].marks["phrases"] = mark

    def _point(self, row: Row) -> Mapped:
        step = _STEP.search(row.text)
        text = _text(self._both(row._replace(text=row.text[: step.start()] if step else row.text)))
        tree: dict[str, Tree] = {"text": text}
        if step:
            name = step[1] if "." in step[1] else f"{self.section}.{step[1]}"
            tree |= {"step": name}
        point = _mapped(tree, row.mark)
        self._append("points", point, row.mark)
        return point

    def _answers(self, only: str | None) -> None:
        rows = [row for row in self.rows if row.sign == "="]
        if not rows:
            return
        value, mark = rows[0].text.strip(), rows[0].mark
        kind = self.tree.get("type") or self._type()
        if kind in ("true_false", "year"):
            self._set("answer", VERDICTS.get(value.lower(), value), mark)
        elif only:
            self._set("accepted", self._accepted(rows[0], only), mark)
        else:
            ways: dict[str, list[tuple[str, Mark]]] = {"ja": [], "en": []}
            for ja, en, place in self._paired(rows):
                for language, text in (("ja", ja), ("en", en)):
                    ways[language] += [(each, place) for each in _several(text, ",")]
            self._set("accepted", _mapped({k: _listed(v) for k, v in ways.items()}, mark), mark)

    def _accepted(self, row: Row, only: str | None) -> Mapped:
        if only:
            return _mapped({only: _list(row.text, ",", row.mark)}, row.mark)
        ja, en, mark = self._both(row)
        return _mapped({"ja": _list(ja, ",", mark), "en": _list(en, ",", mark)}, mark)

    def _type(self) -> str:
        """The type that the lines tell."""
        signs = [row.sign for row in self.rows]
        if "[x]" in signs or "[ ]" in signs:
            return "choices" if signs.count("[x]") > 1 else "choice"
        by_sign = {"-": "match", "1": "order", "*": "explain"}
        if found := next((by_sign[sign] for sign in signs if sign in by_sign), None):
            return found
        answer = next((row.text.strip() for row in self.rows if row.sign == "="), "")
        if answer.lower() in VERDICTS:
            return "true_false"
        if "text" in self.tree:
            return "cloze"
        return "year" if answer.isascii() and answer.isdigit() else "typed"

    def _pairs(self, sign: str) -> Iterator[Pair]:
        return self._paired([row for row in self.rows if row.sign == sign])

    def _paired(self, rows: Sequence[Row]) -> Iterator[Pair]:
        """The texts of lines of one sign: one line for both languages, or two."""
        waiting: Row | None = None
        for row in rows:
            parts = self._parted(row, _SLASH)
            if waiting and len(parts) == 1:
                yield waiting.text, row.text, waiting.mark
                waiting = None
            elif len(parts) == 1 and not _ONE_WORDED.fullmatch(row.text):
                waiting = row
            else:
                yield parts[0], parts[-1], row.mark
        if waiting:
            self._problem(waiting.mark, NO_ANSWER if waiting.sign == "=" else ONE_LANGUAGE)
            yield waiting.text or GAP, f"line {waiting.mark[0]}", waiting.mark

    def _both(self, row: Row) -> Pair:
        return next(self._paired([row]), ("", "", row.mark))

    def _parted(self, row: Row, sign: str) -> list[str]:
        """A text at the one sign that parts it in two."""
        parts = [part.strip(" \u3000") for part in _PARTS[sign].split(row.text)]
        if len(parts) > 2:
            self._problem(row.mark, PARTED, sign=sign)
        return parts[:2]

    def _problem(self, mark: Mark, message: str, **values: object) -> None:
        self.problems.add(self.file, mark, message, **values)

    def _set(self, key: str, value: Tree, mark: Mark) -> None:
        self.tree[key], self.tree.marks[key] = value, mark

    def _append(self, key: str, value: Tree, mark: Mark) -> None:
        if key not in self.tree:
            self._set(key, Listed(), mark)
        self.tree[key].append(value)
        self.tree[key].marks.append(mark)


def _several(text: str, sign: str) -> list[str]:
    return [_plain(each) for each in _PARTS[sign].split(text) if each.strip()]


def _list(text: str, sign: str, mark: Mark) -> Listed:
    return _listed([(each, mark) for each in _several(text, sign)])


def _text(pair: Pair) -> Mapped:
    ja, en, mark = pair
    return _mapped({"ja": _plain(ja), "en": _plain(en)}, mark)


def _plain(text: str) -> str:
    """A text without the backslashes that took a sign's meaning."""
    return _ESCAPED.sub(r"\1", text).strip(" \u3000")


def _mapped(entries: dict[str, Tree], mark: Mark) -> Mapped:
    tree = Mapped()
    tree.update(entries)
    tree.marks = dict.fromkeys(entries, mark)
    return tree


def _listed(entries: Sequence[tuple[Tree, Mark]]) -> Listed:
    tree = Listed()
    tree.extend(entry for entry, _ in entries)
    tree.marks = [mark for _, mark in entries]
    return tree
