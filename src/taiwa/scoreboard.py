"""`taiwa scores`: the scores as lines to read, or as JSON for programs."""

import json
from collections.abc import Iterator

from taiwa.language.catalogs import Words
from taiwa.language.vocabulary import MODE_NAMES
from taiwa.study import Study


def as_lines(study: Study, words: Words, width: int = 80) -> Iterator[str]:
    """The scores at a glance, then each past session, the latest first."""
    from taiwa.overview import overview_lines

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
    """How many items are due for review, and how long they take."""
    minutes = study.due_minutes(due)
    took = words.ngettext("{number} minute", "{number} minutes", minutes)
    return words.ngettext(
        "{number} question due for review, about {time}",
        "{number} questions due for review, about {time}",
        due,
        time=took,
    )


def session_title(study: Study, words: Words, sections: tuple[str, ...]) -> str:
    """What a session was on: its section, or the whole course."""
    known = study.course.by_id
    if len(sections) == 1 and sections[0] in known:
        return known[sections[0]].title[words.language]
    return words._("Whole course")


def as_json(study: Study) -> str:
    """Sections with mastery (0 to 1), and sessions with their score; times are UTC."""
    sections = [
        {
            "id": standing.section.id,
            "mastery": round(standing.mastery, 4),
            "seen": standing.seen,
            "questions": standing.questions,
        }
        for standing in study.standings()
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
