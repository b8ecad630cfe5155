"""The first page of the scores: half a year, mastery by section and language, memory, reviews."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct
from textual.content import Content

from taiwa.errors import N_
from taiwa.record import statistics
from taiwa.record.settings import RETENTION
from taiwa.record.statistics import CALENDAR_WEEKS, RECENT, Days
from taiwa.study.desk import Study
from taiwa.study.figures import behind, retests, shares
from taiwa.study.progress import Counts, Standing
from taiwa.text.typesetting import typeset
from taiwa.tui.desk import ramp_legend
from taiwa.tui.marks import (
    Line,
    beside,
    columns,
    flowing,
    ink,
    key,
    label,
    named,
    thin_bar,
    width_of,
)
from taiwa.tui.meters import Meter, meters
from taiwa.words.catalogs import Words
from taiwa.words.dates import months, weekdays
from taiwa.words.labels import LANGUAGE_NAMES
from taiwa.words.scoreboard import due_minutes

DAYS_AHEAD, TREND = 14, 20
"""Days ahead and sessions back that the first page draws: as many as fit, our own choice."""

WIDE, BROAD = 96, 176
"""Cells from which on blocks stand in two columns, and the mastery in one of them."""

PRACTISE_IN = {
    "ja": ("j", N_("Practise them in Japanese")),
    "en": ("e", N_("Practise them in English")),
}
AHEAD = {
    "ja": N_("Known in English, not yet in Japanese: section {sections}."),
    "en": N_("Known in Japanese, not yet in English: section {sections}."),
}


class Figures(Struct, frozen=True):
    """The figures that a page of the scores is drawn from: one section's, or the whole course's."""

    study: Study
    words: Words
    section: str | None

    @property
    def standings(self) -> list[Standing]:
        found = self.study.progress.standings()
        return [each for each in found if self.section in (None, each.section.id)]


def overview(of: Figures, width: int, airy: bool) -> list[Line]:
    """The whole page, in `width` cells. Raises `StoreError`."""
    standings = of.standings
    half, ahead = _half_a_year(of, width), _one_ahead(of, standings, min(width, 60))
    beside_ = 88 if width >= BROAD else 64
    memory = memory_block(of, 38 if width >= WIDE else 30, min(width, 60))
    coming = coming_block(of, DAYS_AHEAD, 4, width - beside_ if width >= WIDE else width)
    if width >= BROAD:
        left = [*half, "", "", *_mastery(of, standings, 84, airy), "", *ahead]
        right = [*_so_far(of), *_trend(of), "", *memory, "", *coming]
        return list(beside(left, right, beside_))
    if width >= WIDE:
        return [
            *beside(half, _so_far(of), 64),
            *_mastery(of, standings, width, airy=False),
            "",
            *beside([*memory, "", *ahead], coming, 64),
        ]
    mastery = _mastery(of, standings, width, airy=False)
    far = _so_far(of, width)
    return [*far, "", *half, "", *mastery, "", *memory, "", *coming, "", *ahead]


def _so_far(of: Figures, short: int = 0) -> list[Line]:
    """Days in a row, answers, those right, and what is due, each with a word on it below; in as few
    rows as `short` cells take, if such a width is told."""
    words, _ = of.words, of.words._
    days, today = of.study.store.days(of.section), of.study.progress.today()
    run = statistics.streak(days, today)
    answers, elapsed = (sum(getattr(d, n) for d in days.values()) for n in ("answers", "elapsed"))
    due, waiting = len(of.study.progress.waiting_in(of.section)), of.study.progress.waiting()
    name = N_("due today") if waiting.due or not waiting.new else N_("new today")
    told = [
        (
            words.number(run),
            words.ngettext("day in a row", "days in a row", run),
            _("longest {number}", number=statistics.longest(days)),
        ),
        (
            words.number(answers),
            words.ngettext("answer so far", "answers so far", answers),
            _("in {time}", time=words.duration(elapsed)),
        ),
        (_right_share(words, days), _("right"), _change(words, days, today)),
        (words.number(due), _(name), due_minutes(of.study, words, due)),
    ]
    figures = [ink(figure, "bold $accent") + ink(f" {name}", "bold") for figure, name, _ in told]
    if short:
        return _beside_each_other(figures, [ink(note, "$soft") for _, _, note in told], short)
    rows: list[Line] = [label(words, N_("So far"))]
    for figure, (_figure, _name, note) in zip(figures, told, strict=True):
        rows += [figure, ink(note, "$soft"), ""]
    return rows


def _beside_each_other(
    figures: Sequence[Content], notes: Sequence[Content], width: int
) -> list[Line]:
    """Figures in columns, each over its note; two on a row without notes where these don't fit."""
    rooms = [max(map(width_of, each)) + 3 for each in zip(figures, notes, strict=True)]
    if sum(rooms) - 3 > width:
        two: list[Line] = [figures[0] + "   " + figures[1], figures[2] + "   " + figures[3]]
        return two if max(map(width_of, two)) <= width else [*flowing(figures, width)]
    return [
        Content("").join(
            each + " " * (room - width_of(each)) for each, room in zip(row, rooms, strict=True)
        )
        for row in (figures, notes)
    ]


def _right_share(words: Words, days: Days) -> str:
    share = statistics.right(days, date.min, date.max).share
    return "-" if share is None else words.percent(share)


def _change(words: Words, days: Days, today: date) -> str:
    """The last 30 days beside the 30 before, in points."""
    month = timedelta(days=RECENT)
    now = statistics.right(days, today - month + timedelta(days=1), today).share
    before = statistics.right(days, today - 2 * month + timedelta(days=1), today - month).share
    if now is None or before is None:
        return ""
    points = round(100 * now) - round(100 * before)
    told = N_("30 days: up {number}") if points > 0 else N_("30 days: down {number}")
    return words._(told, number=abs(points)) if points else words._("30 days: the same")


def _half_a_year(of: Figures, width: int) -> list[Line]:
    """A tile a day, brighter with more answers; months above, the key below."""
    words, today = of.words, of.study.progress.today()
    size = 3 if width >= BROAD else 2
    weeks = min(CALENDAR_WEEKS, (width - 4) // size)
    above = ink(f"    {_months(words, today, size, weeks)}", "$soft")
    told = words.ngettext("the last {number} week", "the last {number} weeks", weeks)
    rows: list[Line] = [label(words, N_("Half a year")), above]
    if weeks < CALENDAR_WEEKS:
        rows[0] = label(words, N_("Days"), told)
    for place, row in enumerate(statistics.calendar(of.study.store.days(of.section), today)):
        name = weekdays(words)[place] if place % 2 == 0 else ""
        line = ink(name + " " * (4 - width_of(name)), "$soft")
        for count in row[-weeks:]:
            ground = "" if count is None else f"on $heat{statistics.shade(count)}"
            line += ink(" " * size, ground)
        rows.append(line)
    shades = [ink(words._("a day"), "$soft")]
    for shade, answers in enumerate(("0", "1-9", "10+", "20+", "40+")):
        shades.append(ink("  ", f"on $heat{shade}") + ink(f" {answers}", "$soft"))
    room = 4 + weeks * size + 3
    if width < WIDE and room + max(map(width_of, shades)) <= width:  # then rows are few
        return [rows[0], *beside(rows[1:], shades, room)]
    return [*rows, *(ink("    ") + line for line in flowing(shades, width - 4, gap=2))]


def _months(words: Words, today: date, size: int, weeks: int) -> str:
    """The names of the months, each above the week in which it begins."""
    first, line = today - timedelta(days=today.weekday(), weeks=weeks - 1), ""
    for week in range(weeks):
        monday = first + timedelta(weeks=week)
        begins = monday.day <= 7
        if begins and width_of(line) <= week * size and week < weeks - 1:
            line += " " * (week * size - width_of(line)) + f"{months(words)[monday.month - 1]} "
    return line


def _mastery(of: Figures, standings: Sequence[Standing], width: int, airy: bool) -> list[Line]:
    """A section a row: its title, and a bar and the share learnt for each language."""
    words, languages = of.words, of.study.course.languages
    titles = [standing.section.title[words.language] for standing in standings]
    gap = 2 if width >= WIDE else 1
    free = (width - 4 - max(map(width_of, titles), default=0)) // len(languages) - 5 - gap
    bar = max(3, min(20 if width >= WIDE else 14, free))
    each = bar + 5 + gap
    room = width - len(languages) * each - 4 + gap
    names = [words._(LANGUAGE_NAMES[code]) for code in languages]
    heads = ink("".join(name + " " * max(1, each - width_of(name)) for name in names), "$soft")
    heads = heads[:-gap]
    first = ink(words._("Section"), "$soft")
    rows: list[Line] = [label(words, N_("Learnt, by section and language"))]
    rows.append(first + " " * (width - width_of(first) - width_of(heads)) + heads)
    rows += [""] * airy
    for standing in standings:
        late = behind(standing)
        tail = Content(" " * gap).join(
            _in_language(words, standing.by_language[code], bar, code == late) for code in languages
        )
        number = ink(f"{of.study.course.numbers[standing.section.id]}  ", "$soft")
        style = "" if standing.counts.seen else "$soft"
        lines = [line.text for line in typeset(standing.section.title[words.language], room)]
        for place, line in enumerate(lines):
            head = (number if not place else ink("   ")) + ink(line, style)
            rows.append(head + (" " * (width - width_of(head) - width_of(tail)) + tail))
            tail = Content("")
        rows += [""] * airy
    return [*rows, *ramp_legend(words, width)]


def _in_language(words: Words, counts: Counts, bar: int, late: bool) -> Content:
    """The counts in one language; where it is far behind the other the share is bold."""
    share = words.percent(counts.share) if counts.seen else "-"
    shown = thin_bar(counts.ramp, counts.questions, bar)
    return shown + ink(f" {share:>4}", "bold" if late else "" if counts.seen else "$soft")


def memory_block(of: Figures, bar: int, width: int) -> list[Line]:
    """The share remembered in each language when asked again, beside the goal."""
    words, _ = of.words, of.words._
    kept = shares(retests(of.study.progress, of.section), lambda test: test.language)
    asked = _("remembered when asked again, 30 days")
    rows: list[Line] = [*named(words, N_("Memory"), asked, width)]
    if not kept:
        told = _("No question has come back yet: memory shows from the day after an answer.")
        return [*rows, *(ink(line.text, "$soft") for line in typeset(told, min(width, bar + 22)))]
    goal = RETENTION.read(of.study.store)
    told_of = [
        Meter(_(LANGUAGE_NAMES[code]), kept[code])
        for code in of.study.course.languages
        if code in kept
    ]
    key_line = ink(" ", "on $accent") + ink(
        " " + _("your goal, {goal}", goal=words.percent(goal)), "$soft"
    )
    return [*rows, *meters(words, told_of, goal, 10, bar, width), ink(" " * 10) + key_line]


def coming_block(of: Figures, days: int, height: int, room: int) -> list[Line]:
    """The next days as columns, with how many a review will ask on each, in `room` cells."""
    words, today = of.words, of.study.progress.today().weekday()
    ahead = of.study.progress.coming(of.section)[:days]
    wide = max(2, len(str(max(ahead))))
    days = min(days, (room + 1) // (wide + 1))
    ahead, total = ahead[:days], sum(ahead[:days])
    count = words.ngettext("{number} question", "{number} questions", total)
    head = words._("{days} days, {count}", days=days, count=count)
    if of.study.progress.waiting().later:
        head = words._("{days} days, {count}; more wait for another day", days=days, count=count)
    counts = [ink(f"{each:>{wide}}", "bold" if not n else "$soft") for n, each in enumerate(ahead)]
    days_ = [weekdays(words)[(today + day) % 7] for day in range(len(ahead))]
    below = [
        ink(" " * (wide - width_of(name)) + name, "bold" if not n else "$soft")
        for n, name in enumerate(days_)
    ]
    return [
        *named(words, N_("Coming reviews"), head, room),
        *columns(ahead, height, wide, today=0),
        Content(" ").join(counts),
        Content(" ").join(below),
    ]


def _trend(of: Figures) -> list[Line]:
    """The share right at the first try in the last sessions, the latest at the right."""
    words = of.words
    rows = [
        row.correct / row.counted
        for row in of.study.store.sessions()
        if row.counted and not row.withheld
        if (of.section is None or of.section in row.sections)
    ][:TREND][::-1]
    if len(rows) < 2:
        return []
    told = words._("the last {number}", number=len(rows))
    heights = [round(100 * share) for share in rows]
    first, last = words.percent(rows[0]), words.percent(rows[-1])
    gap = " " * max(1, 2 * len(rows) - width_of(first) - width_of(last))
    bars = columns(heights, 6, 2, today=len(rows) - 1, gap="")
    below = ink(first, "$soft") + gap + ink(last, "bold")
    return [label(words, N_("Right at the first try"), told), *bars, below]


def lopsided(standings: Sequence[Standing]) -> dict[str, list[str]]:
    """The sections that are known worse in a language, by language."""
    found: dict[str, list[str]] = {}
    for standing in standings:
        if late := behind(standing):
            found.setdefault(late, []).append(standing.section.id)
    return found


def _one_ahead(of: Figures, standings: Sequence[Standing], width: int) -> list[Line]:
    words, rows = of.words, list[Line]()
    for code, sections in lopsided(standings).items():
        numbers = tuple(of.study.course.numbers[name] for name in sections)
        told = words._(AHEAD[code], sections=numbers)
        press, word = PRACTISE_IN[code]
        rows += [*(line.text for line in typeset(told, width)), key(press, words._(word))]
    return [label(words, N_("One language ahead")), *rows] if rows else []
