"""The second page of the scores: past sessions, and of the one at hand what was answered."""

from collections.abc import Sequence

from textual.content import Content

from taiwa.errors import N_
from taiwa.record.sessions import SessionRow, Settled, told_of
from taiwa.study.view import View
from taiwa.text.typesetting import typeset
from taiwa.tui.answered import answer_rows, mark_ink, mark_of, prompt_of, strip
from taiwa.tui.desk import one_line
from taiwa.tui.marks import (
    BAR,
    Line,
    action,
    apart,
    at_ends,
    beside,
    filled,
    ink,
    key,
    label,
    width_of,
)
from taiwa.tui.overview import Figures
from taiwa.tui.typography import set_text
from taiwa.words.catalogs import Words
from taiwa.words.dates import day_and_month
from taiwa.words.labels import MODE_NAMES
from taiwa.words.scoreboard import session_title, so_far

TABLED = 96
"""Cells from which on a session takes one row of the table."""
WHEN, MODE, RESULT, BARRED, TOOK = 15, 18, 7, 10, 13
"""Cells of the table's columns; what is left is the title's."""
MEASURE, ASIDE = 68, 38
"""Cells of the answers, and of the list of those that were missed."""
STILL_OPEN = N_("This exam is open: its answers are told once it is over.")
BY_WEIGHT = ("✗", "~", "-", "✓")
FILTERS = (
    N_("all answers"),
    N_("missed answers"),
    N_("answers in Japanese"),
    N_("answers in English"),
)
GOOD_SHARE = 0.8
"""The share right from which on a session's bar is the brighter one."""


def past(of: Figures) -> list[SessionRow]:
    """The sessions that a page tells of, the latest first. Raises `StoreError`."""
    found = of.study.store.sessions()
    return [row for row in found if of.section is None or of.section in row.sections]


def answers(of: Figures, row: SessionRow, only: int) -> list[Settled]:
    """A session's first tries that pass the filters, those missed first; none of an open exam.

    Raises `StoreError`.
    """
    if row.withheld:
        return []
    known = of.study.course.questions
    found = [
        each
        for each in told_of(of.study.store.records(row.id))
        if not each.round
        and each.item in known
        and (of.section is None or of.section in known[each.item].sections)
        and (True, is_missed(each), each.language == "ja", each.language == "en")[only]
    ]
    return sorted(found, key=lambda each: BY_WEIGHT.index(mark_of(each.outcome)))


def is_missed(given: Settled) -> bool:
    return mark_of(given.outcome) in ("✗", "~")


def table_head(of: Figures, width: int) -> Line:
    """The names of the table's columns."""
    _ = of.words._
    if width < TABLED:
        return ink(_("Sessions"), "$soft")
    names = ((_("When"), WHEN), (_("Session"), MODE))
    left = "".join(name + " " * (room - width_of(name)) for name, room in names) + _("Section")
    right = _("Right") + " " * (
        RESULT + 1 + BARRED + TOOK - width_of(_("Right")) - width_of(_("Time"))
    )
    return ink(apart(left, right + _("Time"), width).plain, "$soft")


def table_row(of: Figures, row: SessionRow, width: int, here: bool) -> list[Line]:
    """A session: when, what, its whole title, its result with a bar, the time it took."""
    words = of.words
    at = row.started.astimezone(of.study.clock().tzinfo)
    when = f"{day_and_month(words, at.date())} {at:%H:%M}"
    named = words._(MODE_NAMES[row.mode])
    title = session_title(of.study, words, row.sections)
    took = words.duration(row.elapsed)
    left = when + " " * (WHEN - width_of(when)) + named + " " * (MODE - width_of(named))
    room = TOOK if width >= TABLED else min(TOOK, width_of(took) + 2)
    right = _result(words, row) + ink(" " * max(2, room - width_of(took)) + took)
    style = "bold" if here else ""
    if width >= TABLED and width_of(left + title) + width_of(right) < width:
        rows = [apart(ink(left + title, style), right, width)]
    else:
        titled = typeset(title, width - 2)
        rows = [*at_ends(ink(left.rstrip(), style), right, width)]
        rows += [ink(f"  {line.text}", style or "$soft") for line in titled]
    return [filled(line, width, "on $tint") if here else line for line in rows]


def _result(words: Words, row: SessionRow) -> Content:
    if row.withheld:
        return apart("", ink(so_far(words, row)), RESULT + 1 + BARRED)
    count = f"{words.number(row.correct)}/{words.number(row.counted)}"
    share = row.correct / row.counted if row.counted else 0.0
    filled_ = round(share * BARRED)
    bright = "$heat4" if share >= GOOD_SHARE else "$heat3"
    return (
        ink(f"{count:>{RESULT}} ")
        + ink(BAR * filled_, bright)
        + ink(BAR * (BARRED - filled_), "$line")
    )


def session_rows(
    of: Figures, row: SessionRow, view: View, only: int, here: int | None, width: int
) -> tuple[list[Line], int]:
    """A session's strip and answers, beside them those missed; the one `here` is bold.

    Also the row at which that one begins.
    """
    words, _ = of.words, of.words._
    shown = answers(of, row, only)
    about = session_title(of.study, words, row.sections)
    title = _("{mode}: {title}", mode=_(MODE_NAMES[row.mode]), title=about)
    day = day_and_month(words, row.started.astimezone(of.study.clock().tzinfo).date())
    counted = _("{right} of {count} right", right=row.correct, count=row.counted)
    counted = so_far(words, row) if row.withheld else counted
    named = [ink(line.text, "bold") for line in typeset(title, width)]
    counted_ = ink(_(", ").join((day, counted)), "$soft")
    heading = [*named[:-1], *at_ends(named[-1], counted_, width)]
    if row.withheld:
        said = [line.text for line in typeset(_(STILL_OPEN), min(width, MEASURE))]
        return [*heading, "", *said, "", action("Enter", _("Go on with the exam"))], 0
    lines: list[Line] = [
        *heading,
        "",
        *strip([each.outcome for each in _in_order(of, row, shown)], width),
    ]
    lines.append("")
    if not shown:
        return [*lines, ink(_("No answers to show."), "$soft")], 0
    room = MEASURE if width >= TABLED else width
    drawn, at = _answers(of, shown, view, here, room)
    if width < TABLED:
        return lines + drawn, len(lines) + at
    return lines + list(beside(drawn, _aside(of, shown, here), MEASURE + 4)), len(lines) + at


def _in_order(of: Figures, row: SessionRow, shown: Sequence[Settled]) -> list[Settled]:
    return sorted(shown, key=lambda each: each.at)


def _answers(
    of: Figures, shown: Sequence[Settled], view: View, here: int | None, width: int
) -> tuple[list[Line], int]:
    """Each answer, and the row at which the one `here` begins."""
    rows: list[Line] = []
    at = 0
    for place, each in enumerate(shown):
        if place == here:
            at = len(rows)
        question = of.study.course.questions[each.item]
        prompt = set_text(prompt_of(question, of.words), width - 2, view, "bold", marked=False)
        ground = "on $tint" if place == here else ""
        first = [mark_ink(each.outcome) + " " + prompt[0], *("  " + line for line in prompt[1:])]
        rows += [filled(line, width, ground) if ground else line for line in first]
        rows += ["  " + line for line in answer_rows(question, of.words, view, each, width - 2)]
        rows.append("")
    return rows, at


def _aside(of: Figures, shown: Sequence[Settled], here: int | None) -> list[Line]:
    """The questions that were missed, one line each, and what can be done about them."""
    words, rows = of.words, list[Line]()
    wrong = [each for each in shown if mark_of(each.outcome) == "✗"]
    near = [each for each in shown if mark_of(each.outcome) == "~"]
    heads = (
        words.ngettext("{number} missed", "{number} missed", len(wrong)),
        words.ngettext("{number} with a slip", "{number} with a slip", len(near)),
    )
    for head, these in zip(heads, (wrong, near), strict=True):
        if these:
            rows.append(label(words, head))
            for each in these:
                style = "bold" if here is not None and shown[here] is each else ""
                prompt = prompt_of(of.study.course.questions[each.item], words)
                line = ink(one_line(prompt, ASIDE - 2), style)
                rows.append(mark_ink(each.outcome) + " " + line)
            rows.append("")
    count = len(wrong) + len(near)
    if count:
        told = words.ngettext("Practise {number} question", "Practise {number} questions", count)
        rows.append(key("x", told))
    return rows
