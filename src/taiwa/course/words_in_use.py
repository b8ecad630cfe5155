"""Reading words in use: a term's sentences and collocations, and the drills made of them.

A drill asks for the word that fills a gap, or for a phrase in another language. The prompts of both
are content: `gap` and `to-en`, `to-ja` … among the `drills` of `glossary.yaml`.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from taiwa.course.companions import WordInUse
from taiwa.course.drills import FILL, FULL_WIDTH, IT
from taiwa.course.fields import Fields
from taiwa.course.model import LEVELS, Cloze, Drills, Question, Text, Typed
from taiwa.course.question_schema import read_accepted, read_confusions, read_gapped
from taiwa.course.references import Ids
from taiwa.errors import N_, Entry

MOST_FORMS = 60
"""Ways to say a phrase that the patterns of one drill may stand for."""

_CHOSEN = re.compile(r"\[([^\[\]]*)\]")


def read_word(
    fields: Fields, ids: Ids, section: str, drills: Drills
) -> tuple[WordInUse, tuple[Question, ...]]:
    """A term in use, and its drills."""
    term = ids.refer_one(fields, "term", "term") or ""
    sentences, collocations = fields.by_language("sentences"), fields.by_language("collocations")
    used = {
        language: _used(sentences.get(language, ()), collocations.get(language, ()), language)
        for language in fields.file.languages
    }
    common = {"kind": "vocabulary", "hints": (), "source": (), "terms": (term,)}
    common["sections"] = (section,)
    asked = fields.each("drills", lambda f: _drill(f, ids, common, used, drills), Entry("drill"))
    word = WordInUse(term, sentences, collocations, tuple(question.id for question in asked))
    return word, asked


def _used(sentences: Sequence[str], collocations: Sequence[str], language: str) -> str:
    """The term in use, as a text of one language."""
    if language in FULL_WIDTH:
        return f"{''.join(sentences)}（{'、'.join(collocations)}）"
    return f"{' '.join(sentences)} ({', '.join(collocations)})"


def _drill(
    fields: Fields, ids: Ids, common: Mapping[str, Any], used: Text, drills: Drills
) -> Question:
    own = {
        "id": ids.give("question", fields),
        "revision": fields.number("revision", default=1),
        "level": fields.one_of("level", LEVELS),
        **common,
    }
    if fields.one_of("type", ("cloze", "translate")) != "translate":
        prompt = _prompt(fields, drills, FILL)
        asked = {"text": read_gapped(fields), **read_accepted(fields)}
        return Cloze(**own, **asked, prompt=prompt, explanation=used)
    to = fields.one_of("to", fields.file.languages)
    phrase = fields.word("text")
    prompt = {
        k: text.replace(IT, phrase) for k, text in _prompt(fields, drills, f"to-{to}").items()
    }
    return Typed(
        **own,
        prompt=prompt,
        explanation=dict.fromkeys(fields.file.languages, used.get(to, "")),
        accepted={to: _forms(fields)},
        answer_in=to,
        confusions=read_confusions(fields, to),
    )


def _prompt(fields: Fields, drills: Drills, name: str) -> Text:
    if name not in drills:
        message = N_("the drills of glossary.yaml need a prompt '{name}'")
        fields.file.problem(fields.mark, message, name=name)
    return drills.get(name, {})


def _forms(fields: Fields) -> tuple[str, ...]:
    """The answers that patterns of `accepted` stand for: in `[a|b|]` a, b or nothing is said."""
    found: dict[str, None] = {}
    count = 0
    for pattern, mark in fields.marked_words("accepted"):
        pieces = _CHOSEN.split(pattern)
        if any(mark_ in piece for piece in pieces[::2] for mark_ in "[]|"):
            message = N_("'{pattern}' is not a pattern: [a|b|] stands for a, b or nothing")
            fields.file.problem(mark, message, pattern=pattern)
            continue
        ways = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
        count += prod(len(way) for way in ways)
        if count > MOST_FORMS:
            message = N_("the patterns stand for more than {most} forms")
            fields.file.problem(mark, message, most=MOST_FORMS)
            break
        found |= dict.fromkeys(" ".join("".join(way).split()) for way in product(*ways))
    return tuple(form for form in found if form)
