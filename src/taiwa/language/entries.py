"""Entries to look up, as paragraphs in the languages that each is shown in."""

from taiwa.course.model import Course, Step, Term
from taiwa.language.catalogs import Words
from taiwa.language.messages import Para
from taiwa.language.sources import source_line
from taiwa.language.vocabulary import ROLE_NAMES, VOICE_NAMES

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
    source = Para("source", source_line(course, words, step.source))
    above = [(step_label(words, step),), tuple(texts)]
    return [*above, *((note,) for note in notes(words, step)), (source,)]


def notes(words: Words, step: Step) -> list[Para]:
    """The editor's note to a lesson step, in the current language, if there is one."""
    if not step.note:
        return []
    return [Para("note", words._("Editor's note: {note}", note=step.note[words.language]))]


def step_label(words: Words, step: Step) -> Para:
    """What a lesson step does in the argument, and who speaks in it."""
    return Para("label", f"{words._(ROLE_NAMES[step.role])} / {words._(VOICE_NAMES[step.voice])}")


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
