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
        learn = Deed(told, lambda face: face.learn(lesson), words._("Lesson"))
        found = {"enter": self.back() or learn}
        begin, again = partial(self.study.dialogue, section), words._("The dialogue once more")
        found["d"] = Deed(again, lambda face: face.begin(begin), words._("Dialogue"))
        if section.argument:
            found["m"] = self.mapped(section)
        return found | self.asking()

    def below(self, event: Finished, width: int) -> list[Content]:
        tiles = strip([outcome for _item, outcome in event.outcomes], width)
        rows = ["", *(ink("  ") + row for row in tiles), "", *self.actions(width - 4)]
        return [*map(to_content, rows)]
