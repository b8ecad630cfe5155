"""The line above a conversation: its section, how far it has gone, and an exam's time."""

from textual.widgets import Static

from taiwa.study.desk import Study
from taiwa.study.session import Session
from taiwa.words.catalogs import Words


class Place(Static):
    """Told anew by `show`, in the language that is on."""

    def __init__(self, study: Study, session: Session, words: Words) -> None:
        super().__init__(id="where", markup=False)
        self.study, self.session, self.words = study, session, words

    def show(self) -> None:
        sections = self.session.state.plan.sections
        title = self.study.course.title
        if len(sections) == 1:
            title = self.study.course.by_id[sections[0]].title
        done, known = self.session.progress
        place = self.words._("{done}/{known}").format(
            done=self.words.number(done), known=self.words.number(known)
        )
        told = [title[self.words.language], place if known else "", self._time_left()]
        self.update("  ".join(part for part in told if part))

    def _time_left(self) -> str:
        """An exam's time, as minutes and seconds."""
        deadline = self.session.deadline
        if deadline is None or self.session.finished:
            return ""
        left = max(0, int((deadline - self.study.clock()).total_seconds()))
        return self.words._("{minutes}:{seconds} left").format(
            minutes=left // 60, seconds=f"{left % 60:02}"
        )
