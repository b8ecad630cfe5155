"""The scores at a glance: half a year, mastery by section and language, memory, what comes due."""

from collections.abc import Sequence

from textual.content import Content

from taiwa.errors import N_
from taiwa.record import statistics
from taiwa.record.settings import RETENTION
from taiwa.record.statistics import CALENDAR_WEEKS, Share
from taiwa.study.desk import Study
from taiwa.tui.desk import ramp_legend
from taiwa.tui.marks import BAR, Line, apart, columns, ink, label, thin_bar, width_of
from taiwa.words.catalogs import Words
from taiwa.words.dates import weekdays
from taiwa.words.scoreboard import LOPSIDED

DAYS_AHEAD, LANGUAGE_CELLS, METER = 14, 6, 30


def overview(study: Study, words: Words, width: int) -> list[Line]:
    """The whole page, in `width` cells. Raises `StoreError`."""
    return [
        *_so_far(study, words),
        "",
        *_half_a_year(study, words, width),
        "",
        *_mastery(study, words, width),
        "",
        *_memory(study, words),
        "",
        *_coming(study, words),
    ]


def _so_far(study: Study, words: Words) -> list[Line]:
    """Days in a row, answers, those right, and what is due."""
    days, tallies = study.store.days(), study.store.tallies()
    run = statistics.streak(days, study.clock().date())
    answers = sum(day.answers for day in days.values())
    shares = statistics.accuracy(tallies, "section").values()
    right = _sum([share for by_language in shares for share in by_language.values()])
    due = len(study.waiting().items)
    told = [
        (words.number(run), words.ngettext("day in a row", "days in a row", run)),
        (words.number(answers), words.ngettext("answer so far", "answers so far", answers)),
        (words.percent(right.share or 0), words._("right at once")),
        (words.number(due), words._("due today")),
    ]
    shown = [
        ink(figure, "bold $accent") + ink(f" {name}" if name.isascii() else name, "bold")
        for figure, name in told
    ]
    return [shown[0] + "   " + shown[1], shown[2] + "   " + shown[3]]


def _sum(shares: Sequence[Share]) -> Share:
    return Share(sum(share.right for share in shares), sum(share.of for share in shares))


def _half_a_year(study: Study, words: Words, width: int) -> list[Line]:
    """A tile a day, brighter with more answers."""
    days, today = study.store.days(), study.clock().date()
    cell = " " * (2 if width >= 2 * CALENDAR_WEEKS + 4 else 1)
    rows: list[Line] = [label(words, N_("Half a year"))]
    for place, row in enumerate(statistics.calendar(days, today)):
        name = weekdays(words)[place] if place % 2 == 0 else ""
        line = ink(name + " " * (4 - width_of(name)), "$soft")
        for count in row:
            shade = None if count is None else statistics.shade(count)
            line += ink(cell, "" if shade is None else f"on $heat{shade}")
        rows.append(line)
    key = ink("    " + words._("a day") + "  ", "$soft")
    for shade, named in enumerate(("0", "1-9", "10+", "20+", "40+")):
        key += ink("  ", f"on $heat{shade}") + ink(f" {named}  ", "$soft")
    return [*rows, key]


def _mastery(study: Study, words: Words, width: int) -> list[Line]:
    """A bar a section, and beside it how much is answered right in each language."""
    languages = study.course.languages
    by_section = statistics.accuracy(study.store.tallies(), "section")
    tail = LANGUAGE_CELLS * len(languages)
    heads = "".join(f"{code:>{LANGUAGE_CELLS}}" for code in languages)
    rows = [apart(label(words, N_("Mastery by section and language")), ink(heads, "$soft"), width)]
    for standing in study.progress.standings():
        section, bar = standing.section, thin_bar(standing.ramp, standing.questions, 10)
        shares = by_section.get(section.id, {})
        told = ink(" ") + bar + _by_language(words, shares, languages)
        room = width - tail - 15
        lines = set_title(section.title[words.language], room)
        number = ink(f"{study.course.numbers[section.id]}  ", "$soft")
        style = "$ink" if standing.seen else "$soft"
        rows.append(apart(number + ink(lines[0], style), told, width))
        rows += [ink(f"   {line}", style) for line in lines[1:]]
    return [*rows, ramp_legend(words)]


def set_title(title: str, width: int) -> list[str]:
    """A title of the course, which is never cut, on as many lines as it takes."""
    from taiwa.text.typesetting import typeset

    return [line.text for line in typeset(title, max(8, width))]


def _by_language(words: Words, shares: dict[str, Share], languages: Sequence[str]) -> Content:
    """The share right in each language; the one behind by 20 or more is bold."""
    known = {code: shares[code].share or 0.0 for code in languages if code in shares}
    best = max(known.values(), default=0.0)
    shown = ink("")
    for code in languages:
        told = words.percent(known[code]) if code in known else "-"
        behind = code in known and best - known[code] >= LOPSIDED
        shown += ink(f"{told:>{LANGUAGE_CELLS}}", "bold" if behind else "")
    return shown


def _memory(study: Study, words: Words) -> list[Line]:
    """The share remembered when asked again, beside the goal, from 50 to 100 per cent."""
    goal = RETENTION.read(study.store)
    true = statistics.retention(study.store.recalls(), study.clock().date())
    rows: list[Line] = [label(words, N_("Memory"), words._("remembered when asked again, 30 days"))]
    if true.share is None:
        told = words._("Nothing was asked again yet: memory shows from the day after an answer.")
        return [*rows, ink(told, "$soft")]
    filled, mark = (round(max(0.0, share - 0.5) * 2 * METER) for share in (true.share, goal))
    bar = Content("").join(
        ink(" ", "on $accent") if cell == mark else ink(BAR, "$heat3" if cell < filled else "$line")
        for cell in range(METER + 1)
    )
    share = ink(f"  {words.percent(true.share)}", "bold")
    low = ink("  " + words._("low"), "$near") if true.share < goal else ink("")
    told = words._("your goal, {goal}", goal=words.percent(goal))
    return [*rows, bar + share + low, ink(" ", "on $accent") + ink(f" {told}", "$soft")]


def _coming(study: Study, words: Words) -> list[Line]:
    """The next days as columns, with how many come due on each."""
    store, today = study.store, study.clock().date().weekday()
    memories = [memory for _, memory in store.memories().values()]
    goal = RETENTION.read(store)
    ahead = statistics.forecast(memories, store.model(), goal, study.progress.now())[:DAYS_AHEAD]
    total = words.ngettext("{number} question", "{number} questions", sum(ahead))
    counts = Content(" ").join(ink(f"{count:>2}" if count < 100 else "++") for count in ahead)
    names = [weekdays(words)[(today + day) % 7] for day in range(len(ahead))]
    return [
        label(words, N_("Coming reviews"), total),
        *columns(ahead, 4, 2, today=0),
        counts,
        ink(" ".join(names), "$soft"),
    ]
