"""Every bilingual text of a course, with the id of what it belongs to."""

from collections.abc import Iterator

from taiwa.course.companions import Dialogue
from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question, Section, Text


def texts(course: Course) -> Iterator[tuple[str, Text]]:
    """Each text that a learner may read, but the ways to ask and to put a point."""
    yield course.id, course.title
    yield course.id, course.author
    if course.text_map:
        yield course.id, course.text_map.title
        yield from ((node.id, node.card) for node in course.text_map.nodes)
        yield from ((link.from_, link.why) for link in course.text_map.argument.links)
    for section in course.sections:
        yield from _of_section(section)
    for question in course.all_questions():
        yield from ((question.id, text) for text in _of_question(question))
    for term in course.glossary:
        yield from ((term.id, text) for text in (term.term, term.definition, term.example))
    for event in course.timeline:
        more = (event.place, event.note)
        shown = [event.text, *event.actors, *(text for text in more if text)]
        yield from ((event.id, text) for text in shown)


def _of_section(section: Section) -> Iterator[tuple[str, Text]]:
    for text in (section.title, section.why, *section.goals, section.recap, section.plain_recap):
        if text:
            yield section.id, text
    for step in section.lesson:
        for text in (step.text, step.note, step.title, step.card, step.plain, step.plain_note):
            if text:
                yield step.id, text
    if section.argument:
        yield from ((link.from_, link.why) for link in section.argument.links)
    if section.dialogue:
        yield from _of_dialogue(section.dialogue)
    for answer in section.answers:
        yield answer.id, answer.reply
    for discussion in section.discussion:
        for text in (discussion.prompt, *discussion.for_, *discussion.against):
            yield discussion.id, text


def _of_dialogue(dialogue: Dialogue) -> Iterator[tuple[str, Text]]:
    lines = [turn.line.text for turn in dialogue.turns]
    lines += [turn.ask for turn in dialogue.turns if turn.ask]
    choices = [choice for turn in dialogue.turns for choice in turn.choices]
    lines += [text for choice in choices for text in (choice.text, choice.reply.text)]
    for text in (dialogue.title, dialogue.setting, *dialogue.speakers.values(), *lines):
        yield dialogue.id, text


def _of_question(question: Question) -> Iterator[Text]:
    form = form_of(question)
    yield from (question.prompt, *question.hints, question.explanation)
    yield from (*form.things, *form.lefts, *(point.text for point in form.points))
    yield from (text for text in (*form.whys, form.sentence) if text)
    if form.contrast:
        said, own = form.contrast.official, form.contrast.essay
        yield from (said.speaker, own.gloss, *([said.place] if said.place else []))


def every_text(course: Course) -> Iterator[tuple[str, Text]]:
    """All that a course says, and all that it compares with what is typed."""
    yield from texts(course)
    yield from asks_and_phrases(course)
    yield from sentences(course)


def sentences(course: Course) -> Iterator[tuple[str, Text]]:
    """The sentences and collocations of words in use, each in one language."""
    for section in course.sections:
        for word in section.words:
            for used in (word.sentences, word.collocations):
                for language, texts_ in used.items():
                    yield from ((section.id, {language: text}) for text in texts_)


def asks_and_phrases(course: Course) -> Iterator[tuple[str, Text]]:
    """The ways to ask for an answer, and to put a point."""
    for question in course.all_questions():
        yield from _phrases(question)
    for section in course.sections:
        for answer in section.answers:
            yield from ((answer.id, {"": ask}) for asks in answer.asks.values() for ask in asks)


def _phrases(question: Question) -> Iterator[tuple[str, Text]]:
    for point in form_of(question).points:
        for phrases in point.phrases.values():
            yield from ((question.id, {"": phrase}) for phrase in phrases)
