"""The learner's answers as a table for spreadsheets (RFC 4180, UTF-8)."""

import csv
import io
from collections.abc import Iterable

from taiwa.dialogue.questions import as_now
from taiwa.record.sessions import SessionRow, Settled, told_of
from taiwa.study.desk import Study
from taiwa.text.typesetting import plain
from taiwa.words.catalogs import Words
from taiwa.words.question_wording import QuestionWording, named

HEADINGS = (
    *("time", "session", "mode", "section", "item", "kind", "language", "prompt", "given"),
    *("answer", "outcome", "verdict", "amended", "hints", "seconds"),
)
BYTE_ORDER_MARK = "\ufeff"
"""Without this mark at its start, Excel takes Japanese for something else."""
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""Characters that a spreadsheet may take for the start of a formula (OWASP, CSV injection)."""


def answers_csv(study: Study, words: Words) -> str:
    """One row for each question settled, in the order of time; each in the language in which it was
    answered, in the words' own where the course has it no longer.

    An exam that is open is left out.
    """
    sessions = (each for each in study.store.sessions(limit=-1) if not each.withheld)
    told = [(each, entry) for each in sessions for entry in told_of(study.store.records(each.id))]
    told.sort(key=lambda row: row[1].at)
    spoken = {code: words.speaking(code) for code in study.course.languages}
    rows = (_row(study, spoken.get(entry.language, words), each, entry) for each, entry in told)
    return table(HEADINGS, rows)


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table as spreadsheets take it, no cell of it for a formula."""
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(map(harmless, row) for row in rows)
    return BYTE_ORDER_MARK + told.getvalue()


def _row(study: Study, words: Words, session: SessionRow, entry: Settled) -> list[object]:
    question = study.course.questions.get(entry.item)
    prompt = answer = kind = section = ""
    given = entry.given.text or ""  # what was typed to a question that the course has no longer
    if question is not None:
        wording = QuestionWording.of(study.course, words)
        prompt, answer = plain(wording.text(named(question))), plain(wording.answer(question))
        kind, section = question.kind, question.sections[0]
        if entry.raw is not None:
            given = wording.given(question, as_now(question, entry.given, entry.revision))
    return [
        *(entry.at.isoformat(timespec="seconds"), session.id, session.mode, section, entry.item),
        *(kind, entry.language, prompt, given, answer, entry.outcome, entry.raw or ""),
        *("yes" if entry.overridden else "no", entry.hints, round(entry.elapsed / 1000, 1)),
    ]


def harmless(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
