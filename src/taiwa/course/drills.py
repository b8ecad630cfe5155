"""Questions that the glossary and the timeline ask by themselves.

Each term is drilled in four directions: into each language of the course, from its definition, and
its reading. Each section's dated events, and the whole timeline's, are put in order, a few at a
time. The wording of the prompts is content: `drills` in `glossary.yaml` and `timeline.yaml`.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from taiwa.course.companions import RECORD
from taiwa.course.dates import unpadded
from taiwa.course.model import Drills, Order, Question, Section, Term, Text, TimelineEvent, Typed

NAME, READING, ORDER, FILL = "name", "reading", "order", "gap"
DRILLS = ("to-ja", "to-en", NAME, READING, ORDER, FILL)
"""The names that `drills` in a content file may give a prompt for."""
EVENTS_AT_ONCE = (3, 5)
"""The fewest and the most events that are put in order at once."""

GAP, IT = "____", "{it}"
"""Marks that stand for a term in its example, and in a prompt for the term or its definition."""
FULL_WIDTH = ("ja",)
"""Languages that set full-width punctuation, without spaces."""


def vocabulary(terms: Sequence[Term], drills: Drills, languages: Sequence[str]) -> Iterator[Typed]:
    """The drills of each term: `nato.to-en`, `nato.to-ja`, `nato.name`, `nato.reading`; none that
    would tell its own answer."""
    for term in terms:
        for language in languages:
            if f"to-{language}" in drills:
                other = next(each for each in languages if each != language)
                if not _is_named_alike(term, other, language):
                    yield _translated(term, drills[f"to-{language}"], other, language)
        if NAME in drills:
            yield _named(term, drills[NAME], languages)
        if READING in drills and _has_kanji(term.term["ja"]):
            yield _read(term, drills[READING])


def chronology(
    events: Sequence[TimelineEvent], sections: Sequence[Section], drills: Drills
) -> Iterator[Order]:
    """Events to put in order, by section and over all; none of the same year or disputed date."""
    if ORDER not in drills:
        return
    dated = sorted((e for e in events if not e.disputed), key=lambda event: event.date)
    groups = [[e for e in dated if section.id in e.sections] for section in sections]
    for group in groups:
        yield from _orders(_one_a_year(group), drills[ORDER])
    spread = _one_a_year(dated)
    step = max(1, len(spread) // EVENTS_AT_ONCE[1])
    for start in range(step):
        yield from _orders(spread[start::step][: EVENTS_AT_ONCE[1]], drills[ORDER])


def _translated(term: Term, prompt: Text, other: str, language: str) -> Typed:
    asked = term.term[other]
    accepted = {language: names_of(term, language)}
    hints = [term.definition] if not _told(term, term.definition, language) else []
    return _drill(term, f"to-{language}", prompt, asked, accepted, language, hints)


def _is_named_alike(term: Term, other: str, language: str) -> bool:
    """True if the term's name in the other language, which the prompt tells, is the answer."""
    names = map(str.casefold, names_of(term, language))
    return term.term[other].casefold() in names


def _named(term: Term, prompt: Text, languages: Sequence[str]) -> Typed:
    accepted = {language: names_of(term, language) for language in languages}
    gapped = {k: _gapped(text, term.term[k]) for k, text in term.example.items()}
    hints = [gapped] if all(GAP in text for text in gapped.values()) else []
    shown = {language: term.definition[language].rstrip("。.") for language in languages}
    return _drill(term, NAME, prompt, shown, accepted, None, hints)


def _read(term: Term, prompt: Text) -> Typed:
    hint = dict.fromkeys(prompt, f"{term.reading[0]}…")
    return _drill(term, READING, prompt, term.term["ja"], {"ja": term.readings}, "ja", [hint])


def _has_kanji(text: str) -> bool:
    return any("一" <= character <= "龯" for character in text)


def is_reading(question: Question) -> bool:
    """True if a question is the drill that asks for the reading of a term."""
    return question.kind == "vocabulary" and question.id.endswith(f".{READING}")


def drilled(sections: Sequence[Section]) -> set[str]:
    """The questions made of the sections' words in use, by id."""
    return {name for section in sections for word in section.words for name in word.drills}


def _drill(
    term: Term,
    name: str,
    prompt: Text,
    asked: str | Text,
    accepted: Mapping[str, tuple[str, ...]],
    answer_in: str | None,
    hints: Sequence[Text],
) -> Typed:
    shown = dict.fromkeys(prompt, asked) if isinstance(asked, str) else asked
    return Typed(
        id=f"{term.id}.{name}",
        revision=1,
        kind="vocabulary",
        prompt={k: text.replace(IT, shown[k]) for k, text in prompt.items()},
        hints=tuple(hints),
        explanation={k: _explained(term, k) for k in prompt},
        source=(),
        terms=(term.id,),
        sections=term.sections,
        accepted=accepted,
        answer_in=answer_in,
        confusions=(),
    )


def names_of(term: Term, language: str) -> tuple[str, ...]:
    """The names of the term in a language, its own first."""
    names = [term.term[language], *term.also.get(language, ())]
    if language == "ja":
        names[1:1] = term.readings
    if term.abbreviation:
        names.append(term.abbreviation)
    return tuple(dict.fromkeys(names))


def _explained(term: Term, language: str) -> str:
    """The term in every language with its reading, its definition and an example."""
    own = term.term[language]
    others = "/".join(name for name in term.term.values() if name != own)
    told, used = term.definition[language], term.example[language]
    reading = "" if term.reading == term.term["ja"] else term.reading
    if language in FULL_WIDTH:
        return f"{own}（{reading and f'{reading}、'}{others}）：{told}{used}"
    return f"{own} ({others}{reading and f', {reading}'}): {told} {used}"


def _told(term: Term, text: Text, language: str) -> bool:
    """True if a text says the term's own name."""
    return any(term.term[language].casefold() in words.casefold() for words in text.values())


def _gapped(text: str, name: str) -> str:
    place = text.casefold().find(name.casefold())
    return text if place < 0 else f"{text[:place]}{GAP}{text[place + len(name) :]}"


def _one_a_year(events: Sequence[TimelineEvent]) -> list[TimelineEvent]:
    kept = list(events[:1])
    kept += [later for earlier, later in pairwise(events) if later.date[:4] != earlier.date[:4]]
    return kept


def _orders(events: Sequence[TimelineEvent], prompt: Text) -> Iterator[Order]:
    few, many = EVENTS_AT_ONCE
    for start in range(0, len(events), many):
        group = events[start : start + many]
        if len(group) < few:
            continue
        sections = tuple(dict.fromkeys(name for event in group for name in event.sections))
        yield Order(
            id=f"timeline.{group[0].id}.{group[-1].id}.{len(group)}",
            revision=1,
            kind="fact",
            prompt=prompt,
            hints=(),
            explanation={k: _dates(group, k) for k in prompt},
            source=() if all(event.essay for event in group) else (RECORD,),
            terms=(),
            sections=sections,
            items=tuple(event.text for event in group),
            dates=tuple(event.date for event in group),
        )


def _dates(events: Sequence[TimelineEvent], language: str) -> str:
    told = [(unpadded(event.date[:4]), event.text[language]) for event in events]
    if language in FULL_WIDTH:
        return "".join(f"{year}年：{text}。" for year, text in told)
    return " ".join(f"{year}: {text}." for year, text in told)
