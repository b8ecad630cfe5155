"""The third page of the scores: memory put to a test, being sure, how firm it is, what comes."""

from textual.content import Content

from taiwa.course.forms import Manner
from taiwa.errors import N_
from taiwa.record.settings import RETENTION
from taiwa.record.statistics import Share
from taiwa.study.figures import by_manner, firmness, retests, shares, to_practise
from taiwa.text.typesetting import typeset
from taiwa.tui.marks import BAR, Line, action, beside, flowing, ink, key, label, named, width_of
from taiwa.tui.meters import Meter, meters
from taiwa.tui.overview import WIDE, Figures, coming_block
from taiwa.words.labels import LANGUAGE_NAMES

KINDS: tuple[tuple[str, tuple[Manner, ...]], ...] = (
    (N_("Choices"), ("one", "several")),
    (N_("True or false"), ("verdict",)),
    (N_("Typed words"), ("words",)),
    (N_("Years"), ("year",)),
    (N_("Pairs and order"), ("pairs", "order")),
    (N_("Explanations"), ("explanation",)),
)
FIRM = (N_("under 3 days"), N_("3 to 7 days"), N_("8 to 20 days"), N_("21 days or more"))
PRACTISE = {"ja": ("j", N_("Practise in Japanese")), "en": ("e", N_("Practise in English"))}
AHEAD, NARROW_AHEAD = 28, 14
NAMES, METER, BESIDE, LEFT = 16, 24, 28, 68
"""Cells of a meter's name, of the meter and of what stands beside it; of the left column."""


def memory(of: Figures, width: int) -> list[Line]:
    """The whole page, in `width` cells. Raises `StoreError`."""
    wide = width >= WIDE
    left = _meters(of, min(width, LEFT))
    right = [*_confidence(of, width), *_firmness(of, width)]
    days = AHEAD if wide else NARROW_AHEAD
    coming = coming_block(of, days, 6 if wide else 4, width)
    blocks = list(beside(left, right, LEFT)) if wide else [*left, "", *right]
    return [*blocks, "", *coming, "", *_deeds(of, width)]


def _meters(of: Figures, width: int) -> list[Line]:
    """By language and by kind of question, with the goal and the span of the bars below."""
    words, _, progress = of.words, of.words._, of.study.progress
    tests, goal = retests(progress, of.section), RETENTION.read(of.study.store)
    asked = _("remembered when asked again, 30 days")
    rows: list[Line] = [*named(words, N_("By language"), asked, width)]
    if not tests:
        told = _("No question has come back yet: memory shows from the day after an answer.")
        return [*rows, *(ink(line.text, "$soft") for line in typeset(told, min(width, LEFT - 4)))]
    languages, manners = shares(tests, lambda test: test.language), by_manner(progress, tests)
    counted = {
        _(LANGUAGE_NAMES[code]): languages[code]
        for code in of.study.course.languages
        if code in languages
    }
    kinds = {
        _(name): Share(
            sum(manners[each].right for each in among if each in manners),
            sum(manners[each].of for each in among if each in manners),
        )
        for name, among in KINDS
    }
    bar = max(6, min(METER, width - NAMES - BESIDE))
    rows += meters(words, _named(of, counted), goal, NAMES, bar, width)
    rows += ["", label(words, N_("By kind of question"))]
    rows += meters(words, _named(of, kinds), goal, NAMES, bar, width)
    told = _("your goal, {goal}; bars run from 50 to 100%", goal=words.percent(goal))
    first, *more = (ink(line.text, "$soft") for line in typeset(told, width - NAMES - 2))
    rows.append(ink(" " * NAMES) + ink(" ", "on $accent") + " " + first)
    return [*rows, *(ink(" " * (NAMES + 2)) + line for line in more)]


def _named(of: Figures, told: dict[str, Share]) -> list[Meter]:
    count = of.words.ngettext
    return [
        Meter(name, share, count("{number} answer", "{number} answers", share.of))
        for name, share in told.items()
    ]


def _confidence(of: Figures, width: int) -> list[Line]:
    """Being sure beside being right, where the learner said how sure."""
    words, _ = of.words, of.words._
    told = of.study.store.confidence(of.section)
    if not told:
        return []
    rows: list[Line] = [label(words, N_("Being sure, and being right"))]
    most = max(0, min(16, width - 30))
    for sure, name in ((True, _("Sure")), (False, _("Not sure"))):
        if share := told.get(sure):
            part = round((share.share or 0) * most)
            bar = ink(BAR * part, "$heat3") + ink(BAR * (most - part), "$line")
            count = words.ngettext("{number} answer", "{number} answers", share.of)
            value = ink(f"  {words.percent(share.share or 0):>4}", "bold")
            head = ink(name + " " * (10 - width_of(name)))
            rows.append(head + bar + value + ink(f"  {count}", "$soft"))
    if best := told.get(True):
        missed = _("Of {count} sure answers, {missed} were not right.")
        told_of = missed.format(count=best.of, missed=best.of - best.right)
        rows += ["", *(ink(line.text, "$soft") for line in typeset(told_of, min(width, 44)))]
    return [*rows, ""]


def _firmness(of: Figures, width: int) -> list[Line]:
    """The numbers of questions that are remembered for so long."""
    words, counts = of.words, firmness(of.study.progress, of.section)
    rows: list[Line] = [label(words, N_("How long it holds"), words._("questions"))]
    most, room = max([1, *counts]), min(20, width - 23)
    for place, (name, count) in enumerate(zip(FIRM, counts, strict=True)):
        said, length = words._(name), -(-count * room // most)
        style = "$heat4" if place == len(FIRM) - 1 else "$heat2"
        bar = ink(BAR * length, style) + ink(f" {words.number(count)}", "bold")
        rows.append(ink(said + " " * (18 - width_of(said))) + bar)
    return rows


def _deeds(of: Figures, width: int) -> list[Content]:
    """The review, where anything waits for it, and practice in a language."""
    due, words = len(of.study.progress.waiting_in(of.section)), of.words
    told = words.ngettext("Review {number} question", "Review {number} questions", due)
    shown = [action("Enter", told)] if due else []
    for code in of.study.course.languages:
        if to_practise(of.study.progress, code, of.section):
            press, word = PRACTISE[code]
            shown.append(key(press, words._(word)))
    return flowing(shown, width)
