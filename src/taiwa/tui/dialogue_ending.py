"""The end of a dialogue: how its lines fitted, and what to do next."""

from functools import partial

from textual.content import Content

from taiwa.dialogue.events import Finished
from taiwa.tui.answered import strip
from taiwa.tui.ending import Deed, Ending
from taiwa.tui.marks import ink, to_content


class DialogueEnding(Ending):
    """The end of a dialogue."""

    @property
    def ended(self) -> bool:
        return self.session.finished

    def deeds(self) -> dict[str, Deed]:
        if not self.ended:
            return {}
        section, words = self.study.course.by_id[self.session.state.plan.sections[0]], self.words
        taken = section.id in self.study.store.lessons()
        lesson = self.following if taken and self.following else section
        told = words._("Next: {title}", title=lesson.title[words.language])
        if lesson is section:
            told = words._("Read this lesson again") if taken else words._("Begin the lesson")
        found = {"enter": self.back() or (told, lambda face: face.learn(lesson))}
        begin = partial(self.study.dialogue, section)
        found["d"] = words._("The dialogue once more"), lambda face: face.begin(begin)
        if section.argument:
            found["m"] = self.mapped(section)
        return found

    def shortened(self) -> dict[str, str]:
        """Shorter words for some of the keys."""
        back = self.back()
        return {"enter": back[0] if back else self.words._("Lesson"), "d": self.words._("Dialogue")}

    def below(self, event: Finished, width: int) -> list[Content]:
        tiles = strip([outcome for _item, outcome in event.outcomes], width)
        rows = ["", *(ink("  ") + row for row in tiles), "", *self.actions(width - 4)]
        return [*map(to_content, rows)]
