"""The place above a conversation: its section, how far it has gone, and an exam's time."""

from textual.content import Content

from taiwa.errors import N_
from taiwa.study.desk import Study
from taiwa.study.path import HERE, stops
from taiwa.study.session import Session
from taiwa.tui.marks import ink, path_bar, width_of
from taiwa.tui.widgets.head import Head
from taiwa.words.catalogs import Words
from taiwa.words.labels import MODE_NAMES

GAP, BAR = 4, 8
"""Cells between the title and the rest; those that a bar has at least, with what follows it."""


class Place(Head):
    """Told anew by `tell_place`, in the language that is on."""

    def __init__(self, study: Study, session: Session, words: Words) -> None:
        super().__init__()
        self.study, self.session, self.words = study, session, words

    def on_resize(self) -> None:
        self.tell_place()  # there is other room for the title

    def tell_place(self) -> None:
        number, title = self._named()
        (how_far, short), time, room = self._how_far(), self._time_left(), self.app.size.width - 4
        both, less = ("  ".join(filter(None, (part, time))) for part in (how_far, short))
        ways = [(number + title, both, 0), (number, both, 0), (number, time or how_far, 0)]
        if short:  # there is a bar
            ways = [(number + title, both, BAR), (number + title, less, BAR), *ways]
        for left, told, bar in [*ways, (number + title, time, 0)]:
            if width_of(left) + width_of(told) + GAP + bar <= room:
                break  # where there is little room the title goes first, an exam's time never
        segments = self._segments(room - width_of(left) - width_of(told) - GAP)
        self.show(left, segments + ink(told, "$soft"))

    def _named(self) -> tuple[Content, Content]:
        """The section's number and title, or what kind of session it is."""
        course, plan = self.study.course, self.session.state.plan
        if len(plan.sections) == 1 and plan.sections[0] in course.by_id:
            name = plan.sections[0]
            title = course.by_id[name].title[self.words.language]
            return ink(f"{course.numbers[name]}  ", "$soft"), ink(title, "bold")
        asking = plan.mode == "talk"
        named = self.words._(N_("Ask the tutor") if asking else MODE_NAMES[plan.mode])
        return ink(""), ink(named, "bold")

    def _how_far(self) -> tuple[str, str]:
        """In words, and in the figures of a path that is drawn as a bar."""
        _, path = self.words._, stops(self.session.state)
        if self.session.finished:
            return _("finished"), ""
        if not path:
            if not self.study.course.has_record:
                return _("answers come from the essay"), ""
            return _("answers come from the essay and the record"), ""
        here = next((n for n, stop in enumerate(path, 1) if stop.state == HERE), len(path))
        counts = {"done": here, "all": len(path)}
        if self.session.state.plan.mode == "dialogue":
            return _("exchange {done} of {all}", **counts), ""
        short, turn = _("{done} of {all}", **counts), self.session.state.place
        if any(not turn.question for turn in self.session.state.plan.turns):
            return _("step {done} of {all}", **counts), short
        if self.session.state.plan.mode == "exam" and turn >= len(path):
            return _("left open: question {done} of {all}", **counts), short
        return _("question {done} of {all}", **counts), short

    def _segments(self, room: int) -> Content:
        """A thin segment a step, as wide as there is room for."""
        if self.session.finished or self.session.state.plan.mode == "dialogue":
            return ink("")
        bar = path_bar([stop.state for stop in stops(self.session.state)], room, 3)
        return bar + "  " if bar else bar

    def _time_left(self) -> str:
        """An exam's time, as minutes and seconds."""
        deadline = self.session.deadline
        if deadline is None or self.session.finished:
            return ""
        left = max(0, int((deadline - self.study.clock()).total_seconds()))
        return self.words._("{minutes}:{seconds} left").format(
            minutes=left // 60, seconds=f"{left % 60:02}"
        )
