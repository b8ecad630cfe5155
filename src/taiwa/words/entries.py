"""Passages, entries and sources of the course by id, as a learner reads them."""

from msgspec import Struct

from taiwa.course.companions import RECORD, places_in
from taiwa.course.course import Course
from taiwa.course.dates import unpadded
from taiwa.course.drills import FULL_WIDTH
from taiwa.course.model import Reply, Source, Step, Term, Text, TimelineEvent
from taiwa.course.passages import EXAMPLE, MARK, step_piece
from taiwa.text.readings import plain
from taiwa.text.sentences import sentences
from taiwa.text.typesetting import typeset
from taiwa.words.catalogs import Words
from taiwa.words.labels import PLAIN_EDITION, ROLE_NAMES, VOICE_NAMES
from taiwa.words.messages import Para

FIRST = 6
"""Ways to ask that stand first, of which one is shown."""
Entry = list[tuple[Para, ...]]
"""Paragraphs, each in one language or, side by side, in several."""


def term_entry(course: Course, words: Words, term: Term) -> Entry:
    """A glossary entry in every language, the current one first."""
    _, entry = words._, Entry()
    for language in _in_turn(course, words):
        entry.append((Para("title", _named(term, language), marked=False),))
        entry.append((Para("text", term.definition[language]),))
        entry.append((Para("note", term.example[language]),))
    if term.own:
        own = _("The author's own expression, not official vocabulary.")
        entry.append((Para("text", own),))
    titles = [course.by_id[name].title[words.language] for name in term.sections]
    where = _("Appears in: {sections}", sections=_("; ").join(titles))
    return [*entry, (Para("source", where),)]


def step_entry(course: Course, words: Words, step: Step) -> Entry:
    """A lesson step in every language side by side, the current one first."""
    texts = [Para("text", step.text[language]) for language in _in_turn(course, words)]
    source = source_para(course, words, step.source)
    titles = [Para("title", step.title[k]) for k in _in_turn(course, words) if step.title]
    above = [(step_label(words, step),), *([tuple(titles)] if titles else []), tuple(texts)]
    return [*above, *((note,) for note in notes(words, step)), (source,)]


def notes(words: Words, step: Step) -> list[Para]:
    """The editor's note to a lesson step, in the current language, if there is one."""
    if not step.note:
        return []
    return [Para("note", words._("Editor's note: {note}", note=step.note[words.language]))]


def step_label(words: Words, step: Step) -> Para:
    """The role of a lesson step in the argument, who speaks in it, and if it is the plain one."""
    told = [words._(ROLE_NAMES[step.role]), words._(VOICE_NAMES[step.voice])]
    told += [words._(PLAIN_EDITION)] if step.is_plain else []
    return Para("label", " / ".join(told))


def step_title(course: Course, words: Words, step: Step) -> str:
    """The name of a step; where it has no title, its first term, else how it begins."""
    if step.title:
        return step.title[words.language]
    if not step.terms:
        return _opening(step.text[words.language])
    name = course.terms[step.terms[0]].term[words.language]
    return name[:1].upper() + name[1:]


def _opening(text: str) -> str:
    """The first sentence of a text, as far as a heading has room."""
    first, *more = typeset(plain(sentences(text)[0]), HEADING)
    return first.text.rstrip(" 、。,.") + (".." if more else "")


def step_name(course: Course, words: Words, step: Step) -> str:
    """A step by its title or, where it has none, by its section and number."""
    if step.title:
        return step.title[words.language]
    section = course.by_id[section_of(course, step.id) or ""]
    number = words.number(section.ids["step"].index(step.id) + 1)
    title = section.title[words.language]
    return words._("{section}, step {number}", section=title, number=number)


def _in_turn(course: Course, words: Words) -> list[str]:
    return sorted(course.languages, key=lambda code: code != words.language)


def _named(term: Term, language: str) -> str:
    """A term's name with its reading and abbreviation."""
    name = term.term[language]
    if language == "ja" and term.reading != name:
        name = f"{name}（{term.reading}）"
    if term.abbreviation and term.abbreviation not in name:
        name = f"{name} ({term.abbreviation})"
    return name


HEADING = 40
"""Cells of the beginning of a step that stands for its title."""


class Quotation(Struct, frozen=True):
    """A passage in every language, and where it comes from."""

    text: Text
    source: tuple[Source, ...]


def quotation(course: Course, name: str) -> Quotation | None:
    """The passage with the id `name`; None where the course has it no longer."""
    if answer := course.answers.get(name):
        return Quotation(answer.reply, answer.source)
    if term := course.terms.get(name.removesuffix(EXAMPLE)):
        told = term.example if name.endswith(EXAMPLE) else _defined(term)
        return Quotation(told, ())
    if section := course.by_id.get(name):
        return Quotation(section.recap, section.places)
    if event := course.events.get(name):
        return Quotation(_dated(event), told_in(course, event))
    if step := course.steps.get(name):
        return Quotation(step.text, step.source)
    if piece := step_piece(course, name):
        step, text = piece
        return Quotation(text, step.source)
    return None


def section_of(course: Course, name: str) -> str | None:
    """The section that a passage belongs to, or that is named itself."""
    if name in course.by_id:
        return name
    for section in course.sections:
        if name.partition(MARK)[0] in {*section.ids["answer"], *section.ids["step"]}:
            return section.id
    shared = course.terms.get(name.removesuffix(EXAMPLE)) or course.events.get(name)
    return next(iter(shared.sections), None) if shared else None


def fullest(answer: Reply) -> Text:
    """The fullest way to ask for an answer; some are mere keywords, in Japanese with spaces, and
    behind the first few stand those in other people's words."""
    shown = {}
    for language, ways in answer.asks.items():
        own = ways[:FIRST]
        whole = [way for way in own if language not in FULL_WIDTH or " " not in way]
        way = max(whole or own, key=len)
        shown[language] = way[:1].upper() + way[1:]
    return shown


def _defined(term: Term) -> Text:
    own = term.term["ja"]
    reading = "" if term.reading == own else f"（{term.reading}）"
    return {
        "ja": f"{own}{reading}：{term.definition['ja']}",
        **{
            language: f"{name[:1].upper()}{name[1:]}: {term.definition[language]}"
            for language, name in term.term.items()
            if language != "ja"
        },
    }


def told_in(course: Course, event: TimelineEvent) -> tuple[Source, ...]:
    """The paragraphs of an event that the text names, by its year; else the public record."""
    if not event.essay:
        return (RECORD,)
    year = unpadded(event.date[:4])
    lessons = (course.by_id[name].lesson for name in event.sections)
    steps = [step for lesson in lessons for step in lesson if year in " ".join(step.text.values())]
    return places_in(dict.fromkeys(place for step in steps for place in step.source))


def _dated(event: TimelineEvent) -> Text:
    return {
        language: f"{unpadded(event.date)}{'：' if language == 'ja' else ': '}{text}"
        for language, text in event.text.items()
    }


def _by_section(sources: tuple[Source, ...]) -> dict[str, list[str]]:
    """The paragraphs cited, by section; the public record has one without a number."""
    found: dict[str, list[str]] = {}
    for source in sources:
        name, _, paragraph = source.partition(" ¶")
        found.setdefault(name, []).append(paragraph)
    return found


def places(course: Course, words: Words, sources: tuple[str, ...]) -> list[str]:
    """Sources as a learner finds them in the text: section and paragraphs by their numbers."""
    return [
        words.ngettext(
            "Section {section}, paragraph {paragraphs}",
            "Section {section}, paragraphs {paragraphs}",
            len(paragraphs),
            section=course.numbers[name],
            paragraphs=words._(", ").join(sorted(paragraphs, key=lambda n: (len(n), n))),
        )
        if name in course.numbers
        else words._("the public record")
        for name, paragraphs in _by_section(sources).items()
    ]


def place_line(course: Course, words: Words, sources: tuple[str, ...]) -> str:
    """All of `places` on one line."""
    return words._("; ").join(places(course, words, sources))


def source_para(course: Course, words: Words, sources: tuple[Source, ...]) -> Para:
    """Sources as a paragraph below what comes from them."""
    return Para("source", place_line(course, words, sources), places=sources)


def source_line(course: Course, words: Words, sources: tuple[str, ...]) -> str:
    """Sources away from the text: its section by title, and paragraphs."""
    _, named = words._, []
    for name, paragraphs in _by_section(sources).items():
        section = course.by_id.get(name)
        if section is None:
            named.append(_("the public record"))
        else:
            where = words.ngettext(
                "{section}, para. {paragraphs}",
                "{section}, paras {paragraphs}",
                len(paragraphs),
                section=section.title[words.language],
                paragraphs=_(", ").join(paragraphs),
            )
            named.append(where)
    return _("Source: {places}", places=_("; ").join(named))
