"""The layout of a question before the learner, and typed lines read as answers to it.

Options are shown in an order of their own for each session, so that no place gives an answer away;
what is logged and graded are indices in the content's order.
"""

import random
import re
import unicodedata
from typing import assert_never

from taiwa.course.forms import Form, form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Given

Arrangement = tuple[int, ...]
"""The content's indices in the order shown."""

TRUE = "t|true|y|yes|right|correct|1|正しい|はい|まる|マル|本当|そう|[o○〇◯]"
FALSE = (
    "f|false|n|no|wrong|incorrect|2|誤り|間違い|正しくない|違う|違います"
    "|いいえ|ばつ|バツ|うそ|ウソ|嘘|[x×✕✖✗]"
)
LETTERS = "abcdefghi"
PAIR = r"(\d)\s*[-:=.]?\s*([a-i])"


def arrange(question: Question, seed: str) -> Arrangement:
    """The order in which the options, items or right sides are shown in the session `seed`."""
    form = form_of(question)
    order = list(range(form.count))
    relations = bool(form.cards) and not form.gapped  # which are always named in one order
    if form.manner == "verdict" or len(order) < 2 or relations:
        return tuple(order)
    chance = random.Random(f"{seed}:{question.id}")
    chance.shuffle(order)
    if form.manner in ("order", "pairs") and tuple(order) == form.right:
        order.append(order.pop(0))  # the right order is no puzzle
    return tuple(order)


def fits(question: Question, given: Given) -> bool:
    """True if an answer that was given once can be one to the question as it is now."""
    form = form_of(question)
    if given.text is not None:
        return True
    most = len(form.lefts) or form.count
    return 0 < len(given.chosen) <= most and all(0 <= index < form.count for index in given.chosen)


def as_now(question: Question, given: Given, revision: int | None) -> Given:
    """An answer given to a revision of the question, without what was chosen from other options."""
    same = given.text is not None or revision in (None, question.revision)
    return given if same else Given()


def read_answer(question: Question, shown: Arrangement, text: str, language: str) -> Given | None:
    """The answer a typed line stands for, or None where it can't be one (no try is counted then).

    Numbers, letters, full-width or not, and an option's own words are read: `2`, `b`, `１と３`,
    `3 1 2`, `1b 2a 3c`, `正しい`.
    """
    folded = _bare(text)
    if not folded:
        return None
    form = form_of(question)
    chosen: tuple[int, ...]
    match form.manner:
        case "year" | "words" | "explanation":
            return Given(text=text)
        case "verdict":
            chosen = (
                (0,) if re.fullmatch(TRUE, folded) else (1,) if re.fullmatch(FALSE, folded) else ()
            )
        case "one" | "several":
            chosen = _options(form, shown, folded, language)
        case "order" | "pairs":
            places = _places(folded, len(shown), paired=form.manner == "pairs")
            once = len(set(places)) == len(places) or not form.one_to_one
            whole = len(places) == len(form.right) and max(places) < len(shown) and once
            chosen = tuple(shown[place] for place in places) if whole else ()
        case _:
            assert_never(form.manner)
    return Given(chosen=chosen) if chosen else None


def _bare(text: str) -> str:
    """A line in half width and small letters, without what can't be seen and what stands around."""
    seen = (char for char in text if unicodedata.category(char) != "Cf")
    folded = unicodedata.normalize("NFKC", "".join(seen)).casefold()
    folded = re.sub(
        r"(?:です|だ|でした)?[\s。.!、)]*$", "", folded.strip("\"'「」『』“”( \u3000\n\t")
    )
    return re.sub("[→⇒>＞]", " ", folded)


def _options(form: Form, shown: Arrangement, folded: str, language: str) -> tuple[int, ...]:
    """Option indices by number or letter, or by words that only one option has."""
    texts = [unicodedata.normalize("NFKC", text[language]).casefold() for text in form.things]
    same = [index for index, text in enumerate(texts) if _bare(text) == folded]
    if same:
        return (same[0],)
    places = _places(folded, len(shown), paired=False)
    if not places:
        holding = [index for index, text in enumerate(texts) if _says(text, folded)]
        return (holding[0],) if len(holding) == 1 else ()
    if len(set(places)) != len(places) or (form.manner == "one" and len(places) > 1):
        return ()
    return tuple(sorted(shown[place] for place in places))


def _says(text: str, said: str) -> bool:
    """True if an option says so, of numbers not only as a part of one."""
    number = r"(?<!\d){}(?!\d)" if said.isdecimal() else "{}"
    return len(said) > 1 and re.search(number.format(re.escape(said)), text) is not None


def no_option(question: Question, text: str) -> str | None:
    """The number in a line that is nothing but one, and that none of the options has."""
    form, number = form_of(question), unicodedata.normalize("NFKC", text).strip()
    chosen = form.manner in ("one", "several", "verdict") and number.isdecimal()
    return number if chosen and number not in "123456789"[: form.count] else None


def _places(folded: str, count: int, paired: bool) -> list[int]:
    """The places named in a line, from 0; empty where it names anything else.

    In a pairing the letters (or second numbers) count, in the order of the numbers before them.
    """
    pairs = re.findall(PAIR, folded) if paired else []
    if pairs and not re.sub(rf"{PAIR}|[\s,、と;/]", "", folded):
        once = len({number for number, _ in pairs}) == len(pairs)
        return [LETTERS.index(letter) for _, letter in sorted(pairs)] if once else []
    if re.sub(r"[1-9a-i]|[\s,、とや・;/.()番目&]", "", folded.replace("and", " ")):
        return []
    marks = re.findall(r"[1-9a-i]", folded.replace("and", " "))
    places = [int(mark) - 1 if mark.isdigit() else LETTERS.index(mark) for mark in marks]
    return places if all(place < count for place in places) else []
