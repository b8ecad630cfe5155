"""A glossary entry drawn: the term in both languages, how well each drill of it is known."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from textual.content import Content
from textual.style import Style

from taiwa.course.course import Course
from taiwa.course.glossary import beside
from taiwa.course.model import Term
from taiwa.errors import N_
from taiwa.study.progress import Grasp
from taiwa.study.view import View
from taiwa.text.typesetting import typeset
from taiwa.tui.desk import RAMP, ramp_legend
from taiwa.tui.marks import BAR, STEPS, Line, action, flowing, ink, label, width_of
from taiwa.tui.typography import set_text, shortened
from taiwa.words.catalogs import Words
from taiwa.words.labels import DRILL_NAMES

METER, BESIDE = 14, 3
OWN = N_("The author's own expression, not official vocabulary.")


class Known(Struct, frozen=True):
    """A term's drills by name, and how well each is known."""

    drills: Mapping[str, Grasp]

    @property
    def step(self) -> int:
        """The term's place on the ramp: that of the drill known least, seen once any was asked."""
        steps = [grasp.step for grasp in self.drills.values()]
        return 3 if not steps or min(steps) == 3 else min(2, max(steps))


def known(course: Course, term: Term, grasps: Mapping[str, Grasp]) -> Known:
    """The grasp of a term, of all that its drills ask."""
    items = {name: f"{term.id}.{name}" for name in DRILL_NAMES}
    asked = {name: item for name, item in items.items() if item in course.questions}
    return Known({name: grasps.get(item, Grasp()) for name, item in asked.items()})


def draw_entry(
    course: Course, words: Words, view: View, term: Term, known: Known, width: int
) -> list[Line]:
    """The whole entry, in `width` cells."""
    shown = _names(course, words, term, width)
    for code in _in_turn(course, words):
        style = "$ink" if code == words.language else "$soft"
        shown += ["", *set_text(term.definition[code], width, view, style)]
    if term.own:
        shown += ["", *(ink(line.text, "$soft") for line in typeset(words._(OWN), width))]
    shown += _used(course, words, view, term, width)
    shown += _also(words, term, width)
    shown += _drills(words, known, width)
    shown += ["", action("Enter", words._("Drill this word")), *_beside(course, words, term, width)]
    return [*shown, "", *ramp_legend(words, width)]


def _in_turn(course: Course, words: Words) -> list[str]:
    return sorted(course.languages, key=lambda code: code != words.language)


def _names(course: Course, words: Words, term: Term, width: int) -> list[Line]:
    """The term, below it its name in the other language with the reading."""
    first, *others = (term.term[code] for code in _in_turn(course, words))
    short = term.abbreviation if term.abbreviation not in (None, first) else ""
    rows: list[Line] = [ink(line.text, "bold $accent") for line in typeset(first, width)]
    rows[-1] = rows[-1] + ink(f"   {short}" if short else "", "$soft")
    for name in others:
        rows += [ink(line.text, "bold") for line in typeset(name, width)]
    if term.reading in (first, *others):
        return rows
    reading = ink(term.reading, "$soft")
    if width_of(rows[-1]) + 3 + width_of(reading) <= width:
        return [*rows[:-1], rows[-1] + ink("   ") + reading]
    return [*rows, *(ink(line.text, "$soft") for line in typeset(term.reading, width))]


def _used(course: Course, words: Words, view: View, term: Term, width: int) -> list[Line]:
    """The term in a sentence, and the sections in which it comes up."""
    rows: list[Line] = ["", label(words, N_("In the essay"))]
    shown = _in_turn(course, words) if view.parallel else [words.language]
    for code in shown:
        style = "$ink" if code == words.language else "$soft"
        rows += set_text(term.example[code], width, view, style)
    numbers = [str(course.numbers[name]) for name in term.sections]
    where = words.ngettext(
        "Section {numbers}", "Sections {numbers}", len(numbers), numbers=words._(", ").join(numbers)
    )
    return [*rows, ink(where, "$soft")]


def _also(words: Words, term: Term, width: int) -> list[Line]:
    """Other names of the term in this language."""
    names = term.also.get(words.language, ())
    if not names:
        return []
    told = typeset(words._(", ").join(names), width)
    return ["", label(words, N_("Also said")), *(ink(line.text) for line in told)]


def _drills(words: Words, known: Known, width: int) -> list[Line]:
    """A bar for each drill, full once it is mastered, and its name on the ramp."""
    rows: list[Line] = ["", label(words, N_("How well you know it"))]
    names = {name: words._(DRILL_NAMES[name]) for name in known.drills}
    first = max(map(width_of, names.values()), default=0) + 3
    told_ = (words._(RAMP[grasp.step]) for grasp in known.drills.values())
    last = max(map(width_of, told_), default=0)
    bar = max(4, min(METER, width - first - 2 - last))
    for name, grasp in known.drills.items():
        filled = 0 if grasp.step == 3 else max(1, round(grasp.share * bar))
        meter = ink(BAR * filled, STEPS[grasp.step]) + ink(BAR * (bar - filled), "$line")
        told = ink(names[name] + " " * (first - width_of(names[name])), "$soft")
        meter += f"  {words._(RAMP[grasp.step])}"
        rows += [told + meter] if first + bar + 2 + last <= width else [told, meter]
    return rows


def _beside(course: Course, words: Words, term: Term, width: int) -> list[Line]:
    """Words that stand beside it in the lessons; each can be pressed."""
    near = beside(course, term)[:BESIDE]
    if not near:
        return []
    rows: list[Line] = ["", label(words, N_("Related words"))]
    for each in near:
        first, *others = (typeset(each.term[code], width) for code in _in_turn(course, words))
        sign = Style(underline=True) + Style.from_meta({"term": each.id})
        parts = [Content(line.text).stylize(sign) for line in first]
        parts += [ink(line.text, "$soft") for name in others for line in name]
        rows += flowing(parts, width)
    return rows


def row(name: str, step: int, width: int, here: bool) -> Sequence[Line]:
    """A term in the list, at its right a bar of how well it is known."""
    told = ink(f"  {shortened(name, width - 8)}", "bold" if here else "")
    line = told + " " * (width - 5 - width_of(told)) + ink(BAR * 2, STEPS[step]) + "   "
    return [line.stylize_before("on $tint") if here else line]
