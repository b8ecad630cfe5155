"""The blocks of the first screen: what is next, what is due, sections, the week, mistakes."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct
from textual.content import Content

from taiwa.errors import N_, StoreError
from taiwa.record.sessions import SessionRow
from taiwa.record.settings import DAY
from taiwa.record.statistics import streak
from taiwa.study.desk import ComesNext, Study, comes_next
from taiwa.study.path import Stop, outlook, seconds_ahead, seconds_left, stops
from taiwa.study.progress import MOST_PRACTISED, Standing, Waiting
from taiwa.text.typesetting import clean, plain, typeset
from taiwa.tui.marks import (
    Line,
    action,
    apart,
    at_ends,
    cap,
    filled,
    flowing,
    ink,
    key,
    label,
    legend,
    path_bar,
    thin_bar,
    width_of,
)
from taiwa.words.catalogs import Words
from taiwa.words.entries import step_title
from taiwa.words.labels import MODE_NAMES
from taiwa.words.question_wording import named
from taiwa.words.scoreboard import (
    due_kinds,
    due_minutes,
    due_name,
    in_the_other,
    known,
    session_title,
)

RAMP = (N_("mastered"), N_("learnt"), N_("seen once"), N_("to come"))
MISTAKES = 4
BLOCK = 7
"""Rows of a block in the first row of blocks, between its empty ones."""


class Desk(Struct, frozen=True):
    """All that the first screen tells, as the record has it at this hour."""

    left: SessionRow | None
    sitting: bool  # an exam is open, and not what was left last
    next: ComesNext  # where nothing was left
    current: tuple[str, ...]  # the sections of what comes next, where it is one
    path: list[Stop]
    minutes: int
    timed: bool  # by an exam's clock
    waiting: Waiting
    standings: list[Standing]
    week: list[int]  # answers a day, today the last
    streak: int
    goal: int
    missed: list[str]
    practised: list[str]  # of these, at once and in the language that is on

    @property
    def begun(self) -> bool:
        return any(self.week) or any(standing.counts.seen for standing in self.standings)


def desk(study: Study) -> Desk:
    """The learner's desk now. Raises `StoreError`."""
    days, today = study.store.days(), study.progress.today()
    left, waiting, standings = (
        study.unfinished(),
        study.progress.waiting(),
        study.progress.standings(),
    )
    following, missed = comes_next(waiting, standings), study.progress.mistakes()
    current = _current(study, left, following)
    path, minutes, timed = _path(study, left) if left else _outlook(study, current)
    week = [(today - timedelta(days=back)).isoformat() for back in range(6, -1, -1)]
    sitting = {row.id for row in study.store.sitting()}
    return Desk(
        left,
        bool(sitting) and (left is None or left.id not in sitting),
        following,
        current,
        path,
        minutes,
        timed,
        waiting,
        standings,
        [days[day].answers if day in days else 0 for day in week],
        streak(days, today),
        int(DAY.read(study.store)),
        missed,
        study.progress.practised(missed),
    )


def _current(study: Study, left: SessionRow | None, following: ComesNext) -> tuple[str, ...]:
    """The sections of what comes next, where it is one."""
    if left is None:
        return (study.progress.suggested().id,) if following == "lesson" else ()
    return left.sections if len(left.sections) == 1 else ()


def _path(study: Study, left: SessionRow) -> tuple[list[Stop], int, bool]:
    """The stops of the session that was left, and the minutes that its rest takes; or those that an
    exam's clock leaves, if it has one."""
    try:
        session = study.resume(left.id)
    except StoreError:  # which is told when it is gone on with
        return [], 0, False
    state, end = session.state, session.deadline
    seconds = seconds_left(state, study.progress.pace())
    if end is not None:
        seconds = (end - study.clock()).total_seconds()
    minutes = max(1, round(seconds / 60)) if seconds > 0 else 0  # none is left to an exam
    return stops(state), minutes, end is not None


def _outlook(study: Study, current: tuple[str, ...]) -> tuple[list[Stop], int, bool]:
    """The stops of the lesson that comes next, if one does, and about the minutes that it takes."""
    if not current:
        return [], 0, False
    section = study.course.by_id[current[0]]
    seconds = seconds_ahead(section, study.progress.pace())
    return outlook(section), max(1, round(seconds / 60)), False


def next_block(
    study: Study, words: Words, now: Desk, width: int, here: bool, airy: bool
) -> list[Line]:
    """The session to go on with, or the lesson to begin, and the one action."""
    room = width - 4
    told, act, bar = _next(study, words, now, room, here, airy=airy)
    rows: list[Line]
    if airy:
        rows = [label(words, N_("Next")), *told, ""]
        rows += [bar, "", act] if now.path else [act]
        rows += [""] * (BLOCK - len(rows))
    else:
        rows = [*told, *at_ends(act, bar, room), "", *_due_line(study, words, now, room)]
    return [filled(ink("  ") + row, width, "on $surface") for row in ["", *rows, ""]]


def _next(
    study: Study, words: Words, now: Desk, room: int, here: bool, *, airy: bool
) -> tuple[list[Content], Content, Content]:
    """Title and place, action, and segments of what comes next."""
    _ = words._
    if now.left is None:
        title, place, word, took = _new(study, words, now)
    else:
        title, place = session_title(study, words, now.left.sections), _place(study, words, now)
        word = _("Go on: {mode}", mode=_(MODE_NAMES[now.left.mode]))
        took = words.ngettext(
            "about {number} minute left", "about {number} minutes left", now.minutes
        )
        if now.timed and not now.minutes:
            took = _("its time is over")
        elif now.timed:
            took = words.ngettext("{number} minute left", "{number} minutes left", now.minutes)
    act = action("Enter", word) if here else key("c", word)
    left = room if airy else room - width_of(act) - 2  # it stands beside the action
    bar = path_bar([stop.state for stop in now.path], left, 7 if airy else 2)
    if now.minutes and width_of(place) + width_of(took) + 2 > room:
        took = words.ngettext("{number} minute", "{number} minutes", now.minutes)
    told = [ink(line.text, "bold") for line in typeset(title, room)]
    *before, last = typeset(place, room)
    told += [ink(line.text) for line in before]
    return [*told, *at_ends(ink(last.text), ink(took, "$soft"), room)], act, bar


def _new(study: Study, words: Words, now: Desk) -> tuple[str, str, str, str]:
    """Title, place, action and time of what comes next where nothing was left."""
    match now.next:
        case "review":
            title = words._("Review: more is due than a day's goal")
            took = due_minutes(study, words, len(now.waiting.items))
            return title, due_kinds(words, now.waiting), words._("Review"), took
        case "exam":
            title = study.course.title[words.language]
            return title, words._("All sections are learnt."), words._("Begin the exam"), ""
        case _:
            section = study.course.by_id[now.current[0]]
            took = words.ngettext("about {number} minute", "about {number} minutes", now.minutes)
            title, place = section.title[words.language], _place(study, words, now)
            return title, place, words._("Begin the lesson"), took


def _place(study: Study, words: Words, now: Desk) -> str:
    """The stop at hand, by number and title."""
    here = next((i for i, stop in enumerate(now.path) if stop.state == 1), len(now.path) - 1)
    if not now.path:
        return ""
    step = study.course.steps.get(now.path[here].item)
    if step is None:
        return words._("Question {done} of {all}", done=here + 1, all=len(now.path))
    numbers = {"done": here + 1, "all": len(now.path)}
    title = plain(step_title(study.course, words, step))
    return words._("Step {done} of {all}: {title}", **numbers, title=title)


def _due_line(study: Study, words: Words, now: Desk, room: int) -> list[Content]:
    """The count of what is due; once it is met the day's goal instead."""
    _, today = words._, now.week[-1]
    review = key("r", _("Review")) if now.waiting.items else ink("")
    if today >= now.goal:
        count = words.ngettext("{number} answer", "{number} answers", today)
        told = ink(_("Goal met"), "bold") + "  " + ink(count, "bold $accent")
        return at_ends(told + _(", the goal is {goal}", goal=now.goal), review, room)
    if not now.waiting.items:
        return [ink(line.text, "$soft") for line in typeset(nothing_due(words, now), room)]
    told = ink(_(due_name(now.waiting)), "$soft") + "  " + _due_count(words, now)
    told += _(", ") + due_minutes(study, words, len(now.waiting.items))
    return at_ends(told, review, room)


def _due_count(words: Words, now: Desk) -> Content:
    count = len(now.waiting.items)
    return ink(words.ngettext("{number} question", "{number} questions", count), "bold $accent")


def nothing_due(words: Words, now: Desk) -> str:
    if not now.begun:
        return words._("Nothing due yet. What you answer today comes back from tomorrow on.")
    return words._("Nothing is due now.")


def due_block(words: Words, now: Desk, minutes: int, width: int) -> list[Line]:
    """The count of questions that wait, and of those answered today."""
    _ = words._
    rows: list[Line] = [label(words, due_name(now.waiting))]
    if not now.waiting.items:
        rows += [ink(line.text, "$soft") for line in typeset(nothing_due(words, now), width - 4)]
    else:
        time = words.ngettext("about {number} minute", "about {number} minutes", minutes)
        rows.append(_due_count(words, now) + f"  {time}")
        told = [due_kinds(words, now.waiting), *in_the_other(words, now.waiting.elsewhere)]
        rows += [ink(line, "$soft") for line in told]
    today = now.week[-1]
    met = words._("Goal met: {count} answers today", count=today)
    left = words._("{count} answered today, the goal is {goal}", count=today, goal=now.goal)
    rows += ["", ink(met, "bold") if today >= now.goal else ink(left, "$soft")]
    rows += ["", key("r", _("Review")) if now.waiting.items else ""]
    if len(rows) > BLOCK:
        rows.remove("")
    return [
        filled(ink("  ") + row, width, "on $surface")
        for row in ["", *rows, *[""] * (BLOCK - len(rows)), ""]
    ]


def section_row(
    words: Words, standing: Standing, number: int, width: int, here: bool, current: bool, bar: int
) -> list[Line]:
    """A section: number, whole title, how much of it is known, on a bar of so many cells beside the
    title; 0 sets it below."""
    counts = standing.counts
    style = (
        "bold $onaccent on $accent"
        if current
        else ("$ink on $heat1" if counts.seen else "$soft on $raised")
    )
    room = width - 5 - (bar + 6 if bar else 6)
    title, *more = [
        ink(line.text, "bold" if here or current else "")
        for line in typeset(standing.section.title[words.language], room)
    ]
    first = cap(str(number), style) + "  " + title
    further = [filled(ink("     ") + line, width, "on $tint" if here else "") for line in more]
    enter = ink("Enter", "bold $onaccent on $accent")
    if bar:
        tail = enter if here else thin_bar(counts.ramp, counts.questions, bar)
        first = apart(first, tail + ink(f"{words.percent(counts.share):>5}"), width)
        return [filled(first, width, "on $tint") if here else first, *further]
    if here:
        first = filled(apart(first, enter, width), width, "on $tint")
    below = thin_bar(counts.ramp, counts.questions, 24)
    return [first, *further, ink("     ") + below + ink(f"  {known(words, counts)}", "$soft"), ""]


def ramp_legend(words: Words, width: int) -> list[Content]:
    return flowing(legend([words._(name) for name in RAMP]), width, gap=2)


def mistakes_line(words: Words, now: Desk, width: int) -> list[Content]:
    _ = words._
    if not now.missed:
        return [ink(_("Last mistakes") + "   " + _("none yet"), "$soft")]
    told = ink("✗ ", "$bad") + ink(_("Last mistakes") + "  ", "$soft")
    told += words.ngettext("{number} still open", "{number} still open", len(now.missed))
    return at_ends(told, practise(words, now), width)


def practise(words: Words, now: Desk) -> Content:
    """The questions that practising the last mistakes asks, and those for the other language."""
    count, most = len(now.practised), min(MOST_PRACTISED, len(now.missed))
    told = words.ngettext("Practise {number} question", "Practise {number} questions", count)
    rest = in_the_other(words, most - count)
    return Content("  ").join(
        [*([key("x", told)] if count else []), *(ink(e, "$soft") for e in rest)]
    )


def mistakes_block(study: Study, words: Words, now: Desk, width: int) -> list[Line]:
    """The latest questions that were missed, two lines each."""
    rows: list[Line] = [label(words, N_("Last mistakes")), ""]
    if not now.missed:
        return [rows[0], ink(words._("none yet"), "$soft")]
    for item in now.missed[:MISTAKES]:
        prompt = clean(plain(named(study.course.questions[item])[words.language]))
        for place, line in enumerate(two_lines(prompt, width - 3)):
            rows.append((ink("✗  ", "$bad") if not place else ink("   ")) + line)
    return [*rows, "", practise(words, now)]


def one_line(text: str, width: int) -> str:
    """The beginning of a text; where more follows it ends in two dots, at a word."""
    set_ = [line.text for line in typeset(text, width)]
    if len(set_) == 1:
        return set_[0]
    return f"{typeset(text, width - 3)[0].text.rstrip(' 、。,.')} .."


def two_lines(text: str, width: int) -> Sequence[str]:
    """The beginning of a text; where more follows it ends in two dots, at a word."""
    set_ = [line.text for line in typeset(text, width)]
    if len(set_) <= 2:
        return set_
    second = typeset(" ".join(set_[1:]), width - 3)[0].text
    return set_[0], f"{second.rstrip(' 、。,.')} .."
