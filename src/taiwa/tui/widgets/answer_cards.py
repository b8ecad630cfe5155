"""Answers that were typed or written, with the verdict and what is asked about them."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from msgspec import Struct
from textual.content import Content

from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import (
    AskedAgain,
    Claimed,
    Confirmed,
    Event,
    Given,
    InDoubt,
    Judged,
    Judgement,
    Overridden,
    Restored,
)
from taiwa.dialogue.judge import earning, missing
from taiwa.errors import N_
from taiwa.study.view import View
from taiwa.text.typesetting import clean, typeset
from taiwa.tui.marks import apart, at_ends, filled, ink, key, width_of
from taiwa.tui.typography import (
    COLUMN_GAP,
    column_of,
    readings_above,
    set_parallel,
    set_text,
    side_by_side,
)
from taiwa.tui.widgets.answer_rows import RIGHT, TINTS, WRONG
from taiwa.words.labels import FORGIVEN, SLIP_NAMES
from taiwa.words.messages import Message, Para
from taiwa.words.parallel import Parallel
from taiwa.words.question_wording import slip_marks
from taiwa.words.wording import Wording

NEAR = "$near"
TONES = {"✓": RIGHT, "✗": WRONG, "~": NEAR, "?": NEAR, "-": NEAR}
"""The colour that goes with the mark at the beginning of a verdict."""

MARGIN = 2
BACK = N_("asked again before the end")
SAID = (N_("your answer"), N_("your answer, right"), N_("right answer"))
BY_YES, BY_CLAIM = N_("and your yes"), N_("by your own judgement")


class Standing(Struct):
    """A verdict as it stands now: what came after it is in it."""

    judgement: Judgement
    returns: bool
    told: bool  # else it is asked for once more
    overridden: bool = False
    words: dict[int, str] = {}  # by point, whose word made it count
    before: str = ""  # what was written at the first try

    def amend(self, event: Event) -> None:
        if isinstance(event, AskedAgain):
            self.before = event.given.text or ""
        elif isinstance(event, Overridden):
            self.overridden, self.returns = True, False
        elif isinstance(event, Claimed):
            self.judgement, self.words[event.point] = event.judgement, BY_CLAIM
            self.returns = self.returns and event.judgement.outcome == "wrong"
        elif isinstance(event, Confirmed):
            self.judgement, self.returns = event.judgement, event.returns
            if event.point is not None:
                self.words[event.point] = BY_YES
        elif isinstance(event, Restored):
            self.judgement, self.returns, self.overridden = event.judgement, event.returns, False


def standing(event: Judged | AskedAgain, after: Sequence[Event]) -> Standing:
    """The verdict that an event tells, with those before it and after it."""
    told = isinstance(event, Judged)
    now = Standing(event.judgement, isinstance(event, Judged) and event.returns, told, words={})
    for each in after:
        now.amend(each)
    return now


class AnswerCards:
    """Sets the answers of one conversation that are words, each with its verdict."""

    def __init__(self, parallel: Parallel, view: View) -> None:
        self.parallel, self.view = parallel, view

    @property
    def _(self) -> Callable[..., str]:
        return self.parallel.main.words._

    def told(self, tell: Callable[[Wording], str]) -> list[str]:
        """The same in each language shown."""
        return [tell(wording) for wording in self.parallel.wordings(self.view.parallel)]

    def verdict(self, told: Sequence[str], width: int, right: Sequence[str] = ()) -> list[Content]:
        """A verdict, in each language shown, on a full row of its colour; at its right end what
        else there is to say."""
        tone, room = TONES.get(told[0][:1], ""), width - 2 * MARGIN
        column = column_of(told, room)
        pairs = [
            (ink(each, f"bold {tone}"), ink(beside))
            for each, beside in zip_longest(told, right[: len(told)], fillvalue="")
        ]
        parts = [at_ends(*pair, column) for pair in pairs]
        if column and all(len(part) == 1 for part in parts):
            rows = [Content(" " * COLUMN_GAP).join(part[0] for part in parts)]
        else:
            rows = [row for pair in pairs for row in at_ends(*pair, room)]
        return [filled(ink(" " * MARGIN) + row, width, TINTS.get(tone, "")) for row in rows]

    def explanation(
        self, question: Question, text: str, now: Standing, width: int, *, airy: bool
    ) -> list[Content]:
        """The explanation, how much of it counts, and each point with its state."""
        rows = self.written(text, width, "$ink")
        told = self.told(lambda w: _verdict_in(w, question, now))
        right = self.told(lambda w: _open_in(w, now))
        rows += [ink(""), *self.verdict(told, width, right)]
        earned, gaps = earning(question, f"{now.before}\n{text}"), missing(question, now.judgement)
        first = now.judgement.asked[:1]
        for place, point in enumerate(form_of(question).points):
            texts = self.told(lambda w, point=point: w.text(point.text))  # type: ignore[misc]
            if airy:
                rows.append(ink(""))
            if place in now.judgement.points:
                below = self._earned(earned[place], now.words.get(place, ""), width - 3 * MARGIN)
                rows += self._point("✓", texts, width, "bold", below=below)
            elif place in first:
                rows += self.asked(texts, self._("Did you say this?"), width)
            elif place in now.judgement.asked:
                after = [ink(self._("asked after this one"), "$soft")] if airy else []
                rows += self._point("?", texts, width, "$soft", below=after)
            elif not now.told:
                nudges = self.told(lambda w, point=point: w.verdicts.nudge(point))  # type: ignore[misc]
                rows += self._point("-", nudges, width, "$soft")
            else:
                claims = place in gaps[:1] and not now.overridden
                rows += self._point("-", texts, width, "$ink", below=[self._missing(claims)])
        return rows

    def written(self, text: str, width: int, style: str, label: str = "") -> list[Content]:
        """The learner's own text, under its name."""
        label = label or self._("You wrote")
        lines = [ink(label.upper(), "bold $soft")]
        for line in text.splitlines() or [""]:
            lines += set_text(line, width - 2 * MARGIN, self.view, style, marked=False)
        return [ink("  ") + line for line in lines]

    def _point(
        self, mark: str, texts: Sequence[str], width: int, style: str, below: Sequence[Content] = ()
    ) -> list[Content]:
        lines = set_parallel(texts, width - 3 * MARGIN, self.view, style)
        rows = [ink("    ") + line for line in (*lines, *below)]
        column = column_of(texts, width - 3 * MARGIN)
        above = [readings_above(text, column or width - 3 * MARGIN, self.view) for text in texts]
        first = max(above) if column else above[0]
        rows[first] = ink("  ") + ink(mark, f"bold {TONES[mark]}") + " " + lines[first]
        return rows

    def _earned(self, words: str, by: str, width: int) -> list[Content]:
        """The words that made a point, and by whose word they count."""
        told = self.parallel.main.verdicts.quoted(words) if words else ""
        if by:
            told = self._("{quoted}, {by}", quoted=told, by=self._(by)) if told else self._(by)
        return [ink(line.text, "$soft") for line in typeset(clean(told), width, verbatim=True)]

    def _missing(self, claims: bool) -> Content:
        shown = ink(self._("missing"), NEAR)
        return shown + "   " + key("F6", self._("I covered it"), "f6") if claims else shown

    def asked(self, texts: Sequence[str], question: str, width: int) -> list[Content]:
        """The question to which the learner says yes or no."""
        rows = self._point("?", texts, width, "$ink")
        row = ink(f"    {question}", f"bold {NEAR}") + "   " + self._yes_or_no()
        return [filled(line, width, TINTS[NEAR]) for line in (*rows, row)]

    def _yes_or_no(self) -> Content:
        words = self.parallel.main.words
        yes, no = words.pgettext("key", "yes"), words.pgettext("key", "no")
        return key("1", yes) + "   " + key("2", no)

    def meant(self, question: str, text: str, width: int) -> list[Content]:
        """The question if that is what was meant, its two keys, and below it what was typed."""
        keys = self._yes_or_no()
        room = width - 3 * MARGIN
        lines = [ink(line.text, f"bold {NEAR}") for line in typeset(question, room)]
        rows = [ink("  ") + ink("~ ", f"bold {NEAR}") + lines[0]]
        rows += [ink("    ") + line for line in lines[1:]]
        if len(rows) == 1 and width_of(rows[0]) + 3 + width_of(keys) + MARGIN <= width:
            rows = [apart(rows[0], keys + "  ", width)]
        else:
            rows.append(ink("    ") + keys)
        rows += self._typed(text, width)
        return [filled(row, width, TINTS[NEAR]) for row in rows]

    def _typed(self, text: str, width: int) -> list[Content]:
        label = "  " + self._("you typed") + "  "
        lines = typeset(clean(text), max(8, width - width_of(label) - MARGIN), verbatim=True)
        first = ink(label) + ink(lines[0].text if lines else "", "bold")
        return [first, *(ink(" " * width_of(label)) + ink(line.text, "bold") for line in lines[1:])]

    def typed(self, question: Question, text: str, now: Standing, width: int) -> list[Content]:
        """A typed answer with its verdict, and the right one where it is another."""
        judgement = now.judgement
        if judgement.verdict == "unsure" and not now.overridden:
            answer = judgement.matched or self.parallel.main.questions.answer(question)
            asked = self._("The answer is {answer}. Is that what you meant?", answer=answer)
            return self.meant(asked, text, width)
        right = judgement.verdict != "wrong" or now.overridden
        said = "your answer, right" if right else "your answer"
        whys = self.told(lambda w: _joined(w.questions.confused(question, judgement)))
        answer = self.parallel.main.questions.answer(question)
        gap = form_of(question).sentence is not None
        if gap and right and text.strip() == (judgement.matched or answer):
            return self.told_verdict(question, now, width)  # it stands in the gap
        rows = self._answer("✓" if right else "✗", said, text, width, whys if any(whys) else [])
        if not gap and judgement.verdict in ("wrong", "close") and not now.overridden:
            rows += self._answer("✓", "right answer", answer, width)
        return [*rows, ink(""), *self.told_verdict(question, now, width)]

    def told_verdict(
        self, question: Question, now: Standing, width: int, given: Given | None = None
    ) -> list[Content]:
        """A verdict in words, where rows carry its colour, and what follows from it."""
        told = self.told(lambda w: _verdict_in(w, question, now, given).rstrip(".。"))
        backs = self.told(lambda w: w.words._(BACK) if now.returns else "")
        room = width - 2 * MARGIN
        column = column_of(told, room)
        parts = [
            _followed(ink(each, f"bold {TONES[told[0][0]]}"), back, column or room)
            for each, back in zip(told, backs, strict=True)
        ]
        rows = [line for part in parts for line in part]
        if column:
            rows = side_by_side(parts, [0] * len(parts), [column] * len(parts))
        return [ink(" " * MARGIN) + row for row in rows]

    def _answer(
        self, mark: str, said: str, text: str, width: int, whys: Sequence[str] = ()
    ) -> list[Content]:
        """A typed answer, or the right one, on the colour of its mark; `said` names it."""
        tone = TONES[mark]
        label = f"{mark} {'  '.join(self.told(lambda w: w.words._(said)))}  "
        wide = max(8, width - width_of(label) - 2 * MARGIN)
        lines = typeset(clean(text), wide, verbatim=True)
        name, room = ink(label, f"bold {tone}"), ink(" " * width_of(label))
        rows = [
            ink("  ") + (room if number else name) + ink(line.text, "bold")
            for number, line in enumerate(lines)
        ]
        below = set_parallel(whys, width - 3 * MARGIN, self.view, "$ink") if whys else []
        rows += [ink("    ") + line for line in below]
        return [filled(row, width, TINTS[tone]) for row in rows]

    def near_miss(self, event: AskedAgain, said: Message, width: int) -> list[Content]:
        """A slip: it is told where, never what is right, and the same is typed once more."""
        judgement, text = event.judgement, clean(event.given.text or "")
        slips = SLIP_NAMES.intersection(judgement.forgave)
        marks = slip_marks(text, judgement.matched or text) if slips else [(text, False)]
        shown = ink("  " + self._("you typed") + "  ", "$soft")
        for part, wrong in marks:
            shown += ink(part, f"underline {NEAR} on $neartint" if wrong else "$ink")
        verdict, *paras = said.paras
        here, told = self._look_here(marks), verdict.text
        if here and {*judgement.forgave} <= {
            *FORGIVEN
        }:  # then the kind of slip is all that is left to tell
            kinds = self._(", ").join(self._(FORGIVEN[slip]) for slip in judgement.forgave)
            told, paras = self._("~ Nearly: {slip}. Type it once more.", slip=kinds), []
        rows = [shown, *here]
        for para in paras:
            lines = typeset(para.text, width - 2 * MARGIN)
            rows += [ink(f"  {line.text}", "$soft") for line in lines]
        return [
            *self.verdict([told], width, [self._("no penalty")]),
            *(filled(row, width, "on $surface") for row in rows),
        ]

    def _look_here(self, marks: Sequence[tuple[str, bool]]) -> list[Content]:
        """The place of the first slip in words; nothing where none is marked."""
        place = next((place for place, (_, wrong) in enumerate(marks) if wrong), None)
        if place is None:
            return []
        before, part = marks[place - 1][0] if place else "", marks[place][0]
        told = self._("something differs at “{part}”", part=part)
        if part == "_":  # what was left out
            told = self._("something is missing after “{part}”", part=before[-6:].lstrip())
            told = told if before else self._("something is missing at the beginning")
        return [ink("  " + self._("look here") + "  ", "$soft") + ink(told, "$ink")]

    def doubt(self, event: InDoubt, width: int) -> list[Content]:
        """The question that an exam's result asks about one of its answers."""
        question, main = self.parallel.main.course.questions[event.item], self.parallel.main
        if event.point is None:
            answer = event.judgement.matched or main.questions.answer(question)
            asked = self._("The answer is {answer}. Is that what you meant?", answer=answer)
            return self.meant(asked, event.given.text or "" if event.given else "", width)
        point = form_of(question).points[event.point].text
        return self.asked(self.told(lambda w: w.text(point)), self._("Did you say this?"), width)


def _verdict_in(
    wording: Wording, question: Question, now: Standing, given: Given | None = None
) -> str:
    """A verdict as it stands, in one language."""
    if now.overridden:
        return wording.words._("✓ Right, by your own judgement")
    return wording.questions.verdict(question, now.judgement, given)


def _open_in(wording: Wording, now: Standing) -> str:
    """The number of points of an explanation to settle; else that it is asked again, if it is."""
    if open_ := len(now.judgement.asked):
        return wording.words.ngettext("{number} to settle", "{number} to settle", open_)
    return wording.words._(BACK) if now.returns else ""


def _followed(verdict: Content, back: str, room: int) -> list[Content]:
    """A verdict, and behind it what follows from it, or below it where there is no room."""
    after = ink(back, "$soft")
    if not back or width_of(verdict) + 3 + width_of(after) <= room:
        return [verdict + "   " + after] if back else [verdict]
    return [verdict, ink("  ") + after]


def _joined(paras: Sequence[Para]) -> str:
    return "\n".join(para.text for para in paras)
