"""The scores as lines that need neither colour nor more than 80 columns, and as JSON."""

from collections.abc import Iterator

from taiwa.errors import N_
from taiwa.record import statistics
from taiwa.record.sessions import SessionRow
from taiwa.record.settings import RETENTION
from taiwa.record.statistics import Days, Share, Tally
from taiwa.study.desk import Study
from taiwa.study.figures import ENOUGH, behind, retests, shares, weak_spots
from taiwa.study.progress import Counts, Standing, Waiting
from taiwa.text.cells import cells, pad
from taiwa.text.typesetting import typeset
from taiwa.words.catalogs import Words
from taiwa.words.dates import weekdays
from taiwa.words.labels import KIND_NAMES, LANGUAGE_NAMES, MODE_NAMES

SHADES = " .:+#"
"""No answer on a day, a few, ten, twenty, forty and more."""
WIDE_COLUMNS = 70
"""From how many columns on ten days stand in a row."""
BAR_CELLS, TITLE = 10, 36
"""Cells of a bar of what is known and, at most, of the title before it."""
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
    tallies, days, today = study.store.tallies(), study.store.days(), study.progress.today()
    yield from _days(study, words, days)
    yield ""
    for row, name in zip(statistics.calendar(days, today), _weekdays(words), strict=True):
        yield f"  {name} " + "".join(_shade(count) for count in row)
    yield words._("  {weeks} weeks, answers a day: . 1-9 : 10-19 + 20-39 # 40+").format(
        weeks=statistics.CALENDAR_WEEKS
    )
    yield ""
    yield from _sections(study, words, width)
    yield ""
    yield from _kinds(words, tallies)
    yield from _confidence(study, words)
    yield ""
    yield from _memory(study, words, width)


def _days(study: Study, words: Words, days: Days) -> Iterator[str]:
    streak = statistics.streak(days, study.progress.today())
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


def _sections(study: Study, words: Words, width: int) -> Iterator[str]:
    """The bar of each section, and the share learnt in each language beside it."""
    languages = study.course.languages
    room = max(8, min(TITLE, width - BAR_CELLS - 5 - 6 * len(languages)))
    yield words._("Sections: # mastered, = learnt, - seen once, . to come")
    heads = "".join(f"{language:>6}" for language in languages)
    yield pad("  " + words._("learnt, by language"), room + BAR_CELLS + 3) + heads
    standings = study.progress.standings()
    for standing in standings:
        title = pad(standing.section.title[words.language], room)
        told = "".join(f"{_learnt(words, standing, each):>6}" for each in languages)
        yield f"  {title} {_bar(standing.counts)}{told}"
    for standing in standings:
        yield from _lopsided(words, standing)
    yield from _trends(study, words)


def _learnt(words: Words, standing: Standing, language: str) -> str:
    counts = standing.by_language[language]
    return words.percent(counts.share) if counts.seen else "-"


def _bar(counts: Counts) -> str:
    """The ramp of what is known, as characters; whatever there is of a sort is seen."""
    lengths, left = [], BAR_CELLS
    for part in counts.ramp:
        length = min(left, max(1, round(BAR_CELLS * part / counts.questions))) if part else 0
        lengths.append(length)
        left -= length
    return "".join(sign * n for sign, n in zip("#=-.", [*lengths, left], strict=True))


def _trends(study: Study, words: Words) -> Iterator[str]:
    """The course of a section over its last attempts, where there were several."""
    shares: dict[str, list[str]] = {section.id: [] for section in study.course.sections}
    for row in reversed(study.store.sessions()):
        told = not row.withheld
        if told and len(row.sections) == 1 and row.counted >= ENOUGH and row.sections[0] in shares:
            shares[row.sections[0]].append(words.percent(row.correct / row.counted))
    for section in study.course.sections:
        if len(shares[section.id]) > 1:
            went = words._(" > ").join(shares[section.id][-ATTEMPTS:])
            title = pad(section.title[words.language], TITLE - 8).rstrip()
            yield "  " + words._("{title}, attempt by attempt: {went}", title=title, went=went)


def _lopsided(words: Words, standing: Standing) -> Iterator[str]:
    """A section that is known in one language and not yet in the other."""
    _, title = words._, standing.section.title[words.language]
    name = pad(title, TITLE).rstrip()
    match behind(standing):
        case "ja":
            yield "  " + _("{title}: known in English, not yet in Japanese.", title=name)
        case "en":
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
    """The share remembered beside the goal, the weak spots, and what comes due."""
    _, desired, tests = words._, RETENTION.read(study.store), retests(study.progress)
    by_language = shares(tests, lambda test: test.language)
    for code, share in sorted(by_language.items(), reverse=True):
        yield _(
            "Remembered in the last 30 days, in {language}: {true} of {count} (goal: {desired})",
            language=_(LANGUAGE_NAMES[code]),
            true=_percent(words, share),
            count=words.number(share.of),
            desired=words.percent(desired),
        )
    if not tests:
        yield _("No reviews in the last 30 days: recall counts from the day after an answer.")
    if weak := len(weak_spots(study.progress)):
        yield words.ngettext(
            "{number} question missed twice or more and not mastered since",
            "{number} questions missed twice or more and not mastered since",
            weak,
        )
    days = study.progress.coming()
    waiting = study.progress.waiting()
    if waiting.items:
        yield due_line(study, words, waiting)
    yield _("Reviews in the next 30 days")
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
        score = f"{words.number(session.correct)}/{words.number(session.counted)}"
        if session.withheld:
            score = so_far(words, session)
        mode = _(MODE_NAMES[session.mode])
        yield f"  {when}  {mode}  {score}  {words.duration(session.elapsed)}  {title}"


def due_line(study: Study, words: Words, waiting: Waiting) -> str:
    """The number of questions that a review asks now, by their sorts, and the minutes that they
    take."""
    count = len(waiting.items)
    told = words.ngettext("{number} question due today", "{number} questions due today", count)
    if not waiting.due:
        told = words.ngettext("{number} new question today", "{number} new questions today", count)
    parts = [told, due_minutes(study, words, count), due_kinds(words, waiting)]
    return words._(", ").join([*parts, *in_the_other(words, waiting.elsewhere)])


def due_name(waiting: Waiting) -> str:
    """The name of what a review asks now: nothing new is due."""
    return N_("New today") if waiting.new and not waiting.due else N_("Due today")


def in_the_other(words: Words, count: int) -> list[str]:
    """That so many more are answered in the language that the screen is not in; nothing of none."""
    told = {"en": words._("{number} more in Japanese"), "ja": words._("{number} more in English")}
    return [told[words.language].format(number=words.number(count))] if count else []


def due_minutes(study: Study, words: Words, count: int) -> str:
    """The minutes that so many questions take, in words; nothing of none."""
    minutes = study.progress.due_minutes(count)
    told = words.ngettext("about {number} minute", "about {number} minutes", minutes)
    return told if count else ""


def due_kinds(words: Words, waiting: Waiting) -> str:
    """The numbers of a review's questions that are due and new, and what waits after them."""
    counts = {"due": len(waiting.due), "new": len(waiting.new), "later": waiting.later}
    if waiting.later:
        return words._("{due} to review, {new} new; {later} later", **counts)
    return words._("{due} to review, {new} new", **counts)


def known(words: Words, counts: Counts) -> str:
    """The questions of a section that are known, in words."""
    if not counts.seen:
        return words._("not begun")
    mastered, learnt, _seen = counts.ramp
    told = {"mastered": mastered, "learnt": learnt, "count": counts.questions}
    return words._("{mastered} mastered, {learnt} learnt of {count}", **told)


def so_far(words: Words, row: SessionRow) -> str:
    """The progress of an open exam; how well is told once it is over."""
    counts = {"answered": row.answered, "count": row.questions}
    return words._("{answered} of {count} done", **counts)


def session_title(study: Study, words: Words, sections: tuple[str, ...]) -> str:
    """The title of a session: its section, or the whole course."""
    known = study.course.by_id
    if len(sections) == 1 and sections[0] in known:
        return known[sections[0]].title[words.language]
    return words._("Whole course")


def scores_json(study: Study) -> str:
    """Sections with mastery (0 to 1), and sessions with their score; times are UTC."""
    import json  # not at every start

    sections = [
        {
            "id": standing.section.id,
            "mastery": round(standing.mastery, 4),
            "seen": standing.counts.seen,
            "learnt": standing.counts.learnt,
            "mastered": standing.counts.mastered,
            "questions": standing.counts.questions,
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
            "correct": None if session.withheld else session.correct,
            "elapsed_ms": session.elapsed,
            "finished": session.finished,
        }
        for session in study.store.sessions()
    ]
    return json.dumps({"sections": sections, "sessions": sessions}, ensure_ascii=False, indent=2)
