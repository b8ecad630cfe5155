"""The lines of a dialogue, one speaker at the left and one at the right, and the verdict on one."""

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style

from taiwa.course.course import Course
from taiwa.dialogue.events import Offer
from taiwa.study.view import View
from taiwa.tui.marks import cap, filled, ink, width_of
from taiwa.tui.typography import set_parallel
from taiwa.words.catalogs import Words
from taiwa.words.entries import step_title
from taiwa.words.messages import Message

SIDES = ("left", "other")
MOST = 48
"""Cells of a line's text: 24 characters of full width."""


def set_line(said: Sequence[Message], width: int, view: View, style: str = "") -> list[Content]:
    """A line under its speaker's name, as wide as its text; what the learner chose is on tint."""
    message, texts = said[0], [each.paras[1].text for each in said]
    room = min(width - 8, MOST if len(said) == 1 else width * 3 // 4)
    lines = set_parallel(texts, room, view, style)
    wide = max([*map(width_of, lines), width_of(message.paras[0].text)]) + 4
    shift = ink(" " * (width - wide if message.tone == "other" else 0))
    ground = "on $tint" if message.speaker == "learner" else "on $surface"
    name = shift + ink(f"  {message.paras[0].text}", "bold $soft")
    return [name, *(shift + filled(ink("  ") + line, wide, ground) for line in lines)]


def set_steps(offers: Sequence[Offer], course: Course, words: Words, width: int) -> list[Content]:
    """The steps that settle how a line fits, which can be pressed."""
    rows = []
    for number, offer in enumerate(offers, 1):
        step = course.steps[offer.items[0]]
        mark = ink("  ") + cap(str(_number(course, step.id)), "$ink on $heat1")
        row = filled(
            mark + ink(f" {step_title(course, words, step)}", "$soft"), width, "on $surface"
        )
        rows.append(row.stylize(Style.from_meta({"offer": number})))
    return rows


def _number(course: Course, step: str) -> int:
    """The place of a step in its section, from 1."""
    known = (section.ids["step"] for section in course.sections)
    return next(steps.index(step) + 1 for steps in known if step in steps)
