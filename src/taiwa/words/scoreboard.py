"""The scores as lines that need neither colour nor more than 80 columns, and as JSON."""

import json
from collections.abc import Iterator

from taiwa.course.model import Text
from taiwa.record import statistics
from taiwa.record.settings import RETENTION
from taiwa.record.statistics import Days, Share, Tally
from taiwa.study.desk import Study
from taiwa.text.cells import cells, pad
from taiwa.text.typesetting import typeset
from taiwa.words.catalogs import Words
from taiwa.words.dates import weekdays
from taiwa.words.labels import KIND_NAMES, MODE_NAMES

SHADES = " .:+#"
"""No answer on a day, a few, ten, twenty, forty and more."""
WIDE_COLUMNS = 70
"""From how many columns on ten days stand in a row."""
BAR_CELLS, TITLE = 10, 36
"""Cells of a bar of mastery and, at most, of the title before it."""
LOPSIDED, ENOUGH = 0.2, 4
"""A gap between the languages is told from this share of right answers on, and any share from so
many answers on: of fewer it says nothing."""
ATTEMPTS = 4
"""So many of the latest sessions on a section are told."""


def overview_lines(study: Study, words: Words, width: int) -> Iterator[str]:
    """Streak, calendar, mastery by section in both languages, question kinds, memory, forecast."""
    for line in _lines(study, words, width):
        if cells(line) <= width:
            yield line
        else:
            yield from (f"  {part.text}" for part in typeset(line.strip(), width - 2, indent=2))


def _lines(study: Study, words: Words, width: int) -> Iterator[str]:
    tallies, days, today = study.store.tallies(), study.store.days(), study.clock().date()
    yield from _days(study, words, days)
    yield ""
    for row, name in zip(statistics.calendar(days, today), _weekdays(words), strict=True):
        yield f"  {name} " + "".join(_shade(count) for count in row)
    yield words._("  {weeks} weeks, answers a day: . 1-9 : 10-19 + 20-39 # 40+").format(
        weeks=statistics.CALENDAR_WEEKS
    )
    yield ""
    yield from _sections(study, words, tallies, width)
    yield ""
    yield from _kinds(words, tallies)
    yield from _confidence(study, words)
    yield ""
    yield from _memory(study, words, width)


def _days(study: Study, words: Words, days: Days) -> Iterator[str]:
    streak = statistics.streak(days, study.clock().date())
    time = words.duration(sum(day.elapsed for day in days.values()))
    answers = words.number(sum(day.answers for day in days.values()))
    yield words.ngettext("Streak: {number} day", "Streak: {number} days", streak)
    yield words._("Answers: {answers}, in {time}", answers=answers, time=time)


def _weekdays(words: Words) -> list[str]:
    names = weekdays(words)
    width = max(map(cells, names))
    return [pad(name, width) for name in names]


def _shade(count: int | None) -> str:
    return " " if count is None else SHADES[statistics.shade(count)]


def _sections(study: Study, words: Words, tallies: list[Tally], width: int) -> Iterator[str]:
    """Mastery of each section, and the accuracy in each language beside it."""
    languages = study.course.languages
    by_section = statistics.accuracy(tallies, "section")
    room = max(8, min(TITLE, width - BAR_CELLS - 8 - 6 * len(languages)))
    heads = "".join(f"{language:>6}" for language in languages)
    yield pad(words._("Mastery, and accuracy by language"), room + BAR_CELLS + 8) + heads
    standings = study.progress.standings()
    for standing in standings:
        title = pad(standing.section.title[words.language], room)
        filled = round(standing.mastery * BAR_CELLS)
        shares = by_section.get(standing.section.id, {})
        told = "".join(f"{_percent(words, shares.get(language)):>6}" for language in languages)
        bar = "=" * filled + "-" * (BAR_CELLS - filled)
        yield f"  {title} {bar} {words.percent(standing.mastery):>4}{told}"
    for standing in standings:
        yield from _lopsided(words, standing.section.title, by_section.get(standing.section.id, {}))
    yield from _trends(study, words)


def _trends(study: Study, words: Words) -> Iterator[str]:
    """The course of a section over its last attempts, where there were several."""
    shares: dict[str, list[str]] = {section.id: [] for section in study.course.sections}
    for row in reversed(study.store.sessions()):
        if len(row.sections) == 1 and row.answered >= ENOUGH and row.sections[0] in shares:
            shares[row.sections[0]].append(words.percent(row.correct / row.answered))
    for section in study.course.sections:
        if len(shares[section.id]) > 1:
            went = words._(" > ").join(shares[section.id][-ATTEMPTS:])
            title = pad(section.title[words.language], TITLE - 8).rstrip()
            yield "  " + words._("{title}, attempt by attempt: {went}", title=title, went=went)


def _lopsided(words: Words, title: Text, shares: dict[str, Share]) -> Iterator[str]:
    """A section that is known in one language and not yet in the other."""
    _ = words._
    known = {language: s for language, s in shares.items() if s.of >= ENOUGH}
    if not {"ja", "en"} <= set(known):
        return
    gap = (known["en"].share or 0) - (known["ja"].share or 0)
    if abs(gap) < LOPSIDED:
        return
    name = pad(title[words.language], TITLE).rstrip()
    if gap > 0:
        yield "  " + _("{title}: known in English, not yet in Japanese.", title=name)
    else:
        yield "  " + _("{title}: known in Japanese, not yet in English.", title=name)


def _percent(words: Words, share: Share | None) -> str:
    return "-" if share is None or share.share is None else words.percent(share.share)


def _kinds(words: Words, tallies: list[Tally]) -> Iterator[str]:
    yield words._("By kind of question")
    by_kind = statistics.accuracy(tallies, "question_kind")
    for kind, name in KIND_NAMES.items():
        shares = by_kind.get(kind, {}).values()
        both = Share(sum(s.right for s in shares), sum(s.of for s in shares))
        counts = f"{words.number(both.right)}/{words.number(both.of)}"
        yield f"  {pad(words._(name), 24)} {_percent(words, both):>5} {counts:>9}"


def _confidence(study: Study, words: Words) -> Iterator[str]:
    """Being sure beside being right, where the learner said how sure."""
    _ = words._
    names = {True: _("When you were sure"), False: _("When you were not sure")}
    shares = study.store.confidence()
    for sure, name in names.items():
        if sure in shares:
            counts = f"{words.number(shares[sure].right)}/{words.number(shares[sure].of)}"
            yield f"  {pad(name, 24)} {_percent(words, shares[sure]):>5} {counts:>9}"


def _memory(study: Study, words: Words, width: int) -> Iterator[str]:
    """True retention beside the desired one, and what comes due."""
    _, store = words._, study.store
    desired = RETENTION.read(store)
    true = statistics.retention(store.recalls(), study.clock().date())
    if true.of:
        yield _(
            "Remembered in the last 30 days: {true} of {count} reviews (goal: {desired})",
            true=_percent(words, true),
            count=words.number(true.of),
            desired=words.percent(desired),
        )
    else:
        yield _("No reviews in the last 30 days: recall counts from the day after an answer.")
    memories = [memory for _section, memory in store.memories().values()]
    days = statistics.forecast(memories, store.model(), desired, study.progress.now())
    yield _("Due in the next 30 days")
    at_once = 10 if width >= WIDE_COLUMNS else 5
    for start in range(0, len(days), at_once):
        row = "".join(f"{count:>6}" for count in days[start : start + at_once])
        yield "  " + pad(_("day {number}", number=start + 1), 8) + row


def score_lines(study: Study, words: Words, width: int = 80) -> Iterator[str]:
    """The scores at a glance, then each past session, the latest first."""

    _ = words._
    yield from overview_lines(study, words, width)
    sessions = study.store.sessions()
    yield ""
    yield _("Sessions") if sessions else _("No sessions yet.")
    for session in sessions:
        when = words.moment(session.started.astimezone(study.clock().tzinfo))
        title = session_title(study, words, session.sections)
        score = f"{words.number(session.correct)}/{words.number(session.answered)}"
        mode = _(MODE_NAMES[session.mode])
        yield f"  {when}  {mode}  {score}  {words.duration(session.elapsed)}  {title}"


def due_line(study: Study, words: Words, due: int) -> str:
    """The number of items due for review, and the minutes that they take."""
    minutes = study.progress.due_minutes(due)
    took = words.ngettext("{number} minute", "{number} minutes", minutes)
    return words.ngettext(
        "{number} question due for review, about {time}",
        "{number} questions due for review, about {time}",
        due,
        time=took,
    )


def session_title(study: Study, words: Words, sections: tuple[str, ...]) -> str:
    """The title of a session: its section, or the whole course."""
    known = study.course.by_id
    if len(sections) == 1 and sections[0] in known:
        return known[sections[0]].title[words.language]
    return words._("Whole course")


def scores_json(study: Study) -> str:
    """Sections with mastery (0 to 1), and sessions with their score; times are UTC."""
    sections = [
        {
            "id": standing.section.id,
            "mastery": round(standing.mastery, 4),
            "seen": standing.seen,
            "questions": standing.questions,
        }
        for standing in study.progress.standings()
    ]
    sessions = [
        {
            "id": session.id,
            "started": session.started.isoformat(),
            "mode": session.mode,
            "sections": list(session.sections),
            "questions": session.questions,
            "answered": session.answered,
            "correct": session.correct,
            "elapsed_ms": session.elapsed,
            "finished": session.finished,
        }
        for session in study.store.sessions()
    ]
    return json.dumps({"sections": sections, "sessions": sessions}, ensure_ascii=False, indent=2)
