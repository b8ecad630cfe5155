"""The end of an exam: passed or not, section by section; beside it what was weak."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from taiwa.course.model import Section
from taiwa.dialogue.events import REMEMBERED, Finished
from taiwa.errors import N_
from taiwa.record.sessions import Settled
from taiwa.record.statistics import Share
from taiwa.study.figures import PASS
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.text.typesetting import typeset
from taiwa.tui.answered import mark_ink
from taiwa.tui.dialogue_ending import DialogueEnding
from taiwa.tui.ending import Deed, Ending
from taiwa.tui.marks import (
    BAR,
    Line,
    apart,
    at_ends,
    cap,
    columns,
    flowing,
    ink,
    key,
    label,
    width_of,
)
from taiwa.words.catalogs import Words
from taiwa.words.labels import KIND_NAMES, LANGUAGE_NAMES, MODE_NAMES
from taiwa.words.scoreboard import session_title

GOOD = 0.6
"""The share right below which a section of an exam is weak: our own choice."""
EARLIER = 6
"""Exams that stand beside each other."""


def ending_of(session: Session, words: Words, view: View) -> Ending:
    """The end of a session, as its mode has it."""
    made = {"exam": ExamEnding, "dialogue": DialogueEnding}
    return made.get(session.state.plan.mode, Ending)(session, words, view)


class ExamEnding(Ending):
    """The end of an exam."""

    def by_section(self) -> Mapping[str, list[Settled]]:
        """The tries on each section that was asked about, in the course's order."""
        known, tries = self.study.course.questions, self.first_tries()
        found = {
            name: [each for each in tries if known[each.item].sections[0] == name]
            for name in self.study.course.by_id
        }
        return {name: mine for name, mine in found.items() if mine}

    @property
    def weakest(self) -> Section | None:
        """The section that went worst, unless all was right."""
        shares = {
            name: sum(each.outcome in REMEMBERED for each in tries) / len(tries)
            for name, tries in self.by_section().items()
        }
        worst = min(shares, key=lambda name: shares[name], default=None)
        return self.study.course.by_id[worst] if worst and shares[worst] < 1 else None

    def deeds(self) -> dict[str, Deed]:
        if not self.ended:
            return self.asking()
        found = {"enter": self.reading()}
        if items := self.to_practise():
            found["x"] = self.practising(items)
        if weak := self.weakest:
            number = str(self.study.course.numbers[weak.id])
            told = self.words._("Read section {number}", number=number)
            found[number] = Deed(told, lambda face: face.learn(weak))
        return found | self.asking()

    def card(self, event: Finished, width: int, *, airy: bool) -> list[Line]:
        words, _, room = self.words, self.words._, width - 4
        mode = MODE_NAMES["exam"]
        share, count = event.right / event.questions, event.questions
        questions = words.ngettext("{number} question", "{number} questions", count)
        title = _(
            "{mode}: {title}",
            mode=_(mode),
            title=session_title(self.study, words, event.sections),
        )
        result = {"right": event.right, "count": count}
        passed = (
            N_("{right} of {count} right: passed")
            if share >= PASS
            else N_("{right} of {count} right: not passed")
        )
        marked = {"share": words.percent(share), "mark": words.percent(PASS)}
        filled_ = round(room * share)
        block: list[Line] = [
            *at_ends(
                ink(title, "bold $accent"),
                ink(_(", ").join((questions, self.took())), "$soft"),
                room,
            ),
            *flowing(
                [
                    ink(_(passed, **result), "bold"),
                    ink(_("{share}, the pass mark is {mark}", **marked), "$soft"),
                ],
                room,
            ),
            ink(BAR * filled_, "$good") + ink(BAR * (room - filled_), "$bad"),
        ]
        rows: list[Line] = [
            *self.block(block, width),
            "",
            ink("  ") + label(words, N_("By section")),
            "",
        ]
        bars = {name: _segments(tries, airy) for name, tries in self.by_section().items()}
        most = max(map(len, bars.values()), default=0) + 1 + airy
        for name, tries in self.by_section().items():
            bar = bars[name] + " " * (most - len(bars[name]))
            rows += self._section(self.study.course.by_id[name], tries, room, bar)
            rows += [""] if airy else []
        return [*rows, *([] if airy else [""]), *self.actions(room)]

    def _section(
        self, section: Section, tries: Sequence[Settled], width: int, bar: Content
    ) -> list[Line]:
        """A section of an exam: its bar, a mark and the count."""
        right, count = sum(each.outcome in REMEMBERED for each in tries), len(tries)
        outcome = "right" if right == count else "close" if right / count >= GOOD else "wrong"
        style = "bold" if outcome == "wrong" else ""
        tail = bar + mark_ink(outcome)
        tail += ink(f" {right}/{count}", style)
        number = cap(str(self.study.course.numbers[section.id]), "$ink on $raised")
        title = [
            line.text
            for line in typeset(section.title[self.words.language], width - 6 - width_of(tail))
        ]
        first = apart(number + "  " + ink(title[0], style), tail, width)
        return [ink("  ") + first, *(ink(f"       {line}", style) for line in title[1:])]

    def margin(self, width: int) -> list[Line]:
        """The section that went worst, results by language and kind, and earlier exams."""
        words, _, rows = self.words, self.words._, list[Line]()
        tries, known_ = self.first_tries(), self.study.course.questions
        if weak := self.weakest:
            mine = self.by_section()[weak.id]
            right = sum(each.outcome in REMEMBERED for each in mine)
            rows += [label(words, N_("Weakest"))]
            rows += [ink(line.text, "bold") for line in typeset(weak.title[words.language], width)]
            rows += [ink(_("{right} of {count} right", right=right, count=len(mine)), "$soft"), ""]
            number = str(self.study.course.numbers[weak.id])
            rows += [key(number, _("Read section {number}", number=number)), ""]
        languages = {
            code: [t for t in tries if t.language == code] for code in self.study.course.languages
        }
        kinds = {kind: [t for t in tries if known_[t.item].kind == kind] for kind in KIND_NAMES}
        rows += self._shares(
            N_("By language"), {_(LANGUAGE_NAMES[k]): t for k, t in languages.items()}
        )
        rows += self._shares(
            N_("By kind of question"), {_(KIND_NAMES[k]): t for k, t in kinds.items()}
        )
        return rows + self._earlier()

    def _shares(self, name: str, tries: Mapping[str, Sequence[Settled]]) -> list[Line]:
        rows: list[Line] = [label(self.words, name)]
        for said, mine in tries.items():
            if mine:
                share = Share(sum(each.outcome in REMEMBERED for each in mine), len(mine))
                length = round((share.share or 0) * 14)
                bar = ink(BAR * length, "$heat3") + ink(BAR * (14 - length), "$line")
                value = f"  {self.words.percent(share.share or 0):>4}"
                rows.append(ink(said + " " * (14 - width_of(said))) + bar + value)
        return [*rows, ""]

    def _earlier(self) -> list[Line]:
        """The exams so far, this one the last, as columns."""
        exams = [row for row in self.study.store.sessions() if row.mode == "exam" and row.finished]
        if len(exams) < 2:
            return []
        shares = [row.correct / row.questions for row in reversed(exams[:EARLIER])]
        bars = columns([round(100 * share) for share in shares], 5, 4, today=len(shares) - 1)
        values = " ".join(f"{self.words.percent(share):>4}" for share in shares)
        return [label(self.words, N_("Exams so far")), *bars, ink(values, "$soft")]


def _segments(tries: Sequence[Settled], airy: bool) -> Content:
    """A segment a question, those that were right first; the shorter, the more there are."""
    good = sorted((each.outcome in REMEMBERED for each in tries), reverse=True)
    each, gap = (2, " ") if airy and len(good) <= 4 else (1, " " if airy and len(good) < 9 else "")
    return Content(gap).join(ink(BAR * each, "$good" if well else "$bad") for well in good)
