"""The fourth page of the scores: questions missed twice or more, and one of them whole."""

from collections import Counter
from collections.abc import Sequence

from taiwa.dialogue.offers import steps_of
from taiwa.errors import N_
from taiwa.record.sessions import Settled
from taiwa.record.statistics import JUDGED
from taiwa.study.figures import Weak
from taiwa.study.view import View
from taiwa.text.typesetting import plain, typeset
from taiwa.tui.answered import answer_rows, prompt_of, strip
from taiwa.tui.desk import two_lines
from taiwa.tui.marks import Line, action, filled, ink, key, label
from taiwa.tui.overview import Figures
from taiwa.tui.typography import set_text
from taiwa.words.dates import day_and_month
from taiwa.words.entries import step_title
from taiwa.words.labels import LANGUAGE_NAMES

MISSED = ("wrong", "revealed")
GATHERED = 3
"""Steps that are named, of those where the misses gather."""


def history(of: Figures, item: str) -> list[Settled]:
    """All answers to a question, the latest last. Raises `StoreError`."""
    found = of.study.progress.told(of.study.store.answers_to(item))
    return [each for each in found if each.item == item and each.outcome in JUDGED]


def weak_row(of: Figures, weak: Weak, width: int, here: bool) -> list[Line]:
    """The times that a question was missed, its beginning, and when and in which language last."""
    words, question = of.words, of.study.course.questions[weak.item]
    room, answers = width - 9, history(of, weak.item)
    lines = two_lines(prompt_of(question, words), room)
    count = ink("✗", "$bad") + ink(f" {weak.missed:<2} ", "bold")
    rows: list[Line] = [
        (count if not place else ink("     ")) + ink(line, "bold" if here else "")
        for place, line in enumerate(lines)
    ]
    last = answers[-1]
    where = of.study.course.numbers.get(question.sections[0], "-")
    told = words._(
        "section {section}, last on {day}, in {language}",
        section=where,
        day=day_and_month(words, last.at.astimezone(of.study.clock().tzinfo).date()),
        language=words._(LANGUAGE_NAMES[last.language]),
    )
    below = typeset(told, room)
    rows += [ink(f"     {line.text}", "" if here else "$soft") for line in below]
    rows = [ink("  ") + row for row in rows]
    return [*(filled(row, width, "on $tint") if here else row for row in rows), ""]


def question_rows(
    of: Figures, item: str, all_weak: Sequence[Weak], view: View, width: int
) -> list[Line]:
    """The whole question, the latest miss, why, all its answers, and where misses gather."""
    words, question, answers = of.words, of.study.course.questions[item], history(of, item)
    missed = [each for each in answers if each.outcome in MISSED]
    rows: list[Line] = [label(words, N_("This question"))]
    rows += set_text(prompt_of(question, words), width, view, "bold", marked=False)
    rows += ["", *answer_rows(question, words, view, (missed or answers)[-1], width)]
    count = words.ngettext("asked {number} time", "asked {number} times", len(answers))
    last = words._("{count}, the last at the right", count=count)
    rows += ["", *strip([each.outcome for each in answers], width), ink(last, "$soft")]
    return [*rows, "", *_gathering(of, all_weak, width)]


def _gathering(of: Figures, all_weak: Sequence[Weak], width: int) -> list[Line]:
    """The lesson steps that the questions missed again and again are about."""
    course, words, found = of.study.course, of.words, Counter[str]()
    for weak in all_weak:
        for step in steps_of(course, course.questions[weak.item])[:1]:
            found[step] += weak.missed
    rows: list[Line] = [label(words, N_("Where they gather"))] if found else []
    for name, count in found.most_common(GATHERED):
        title = plain(step_title(course, words, course.steps[name]))
        lines = [line.text for line in typeset(title, width - 4)]
        rows.append(ink(f"{count:>2}  ", "bold") + lines[0])
        rows += [f"    {line}" for line in lines[1:]]
    return rows


def weak_deeds(of: Figures, here: str, count: int) -> list[Line]:
    """To practise so many questions, and to read the step that the one at the cursor is on."""
    words = of.words
    told = words.ngettext("Practise {number} question", "Practise {number} questions", count)
    deeds: list[Line] = [action("Enter", told)] if count else []
    return [*deeds, key("v", words._("Read the step"))] if step_of(of, here) else deeds


def step_of(of: Figures, item: str) -> str | None:
    """The lesson step that a question is about."""
    return next(iter(steps_of(of.study.course, of.study.course.questions[item])), None)
