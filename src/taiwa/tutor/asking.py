"""A learner's own question about the text → the passages of the course that answer it.

    question ─► folded, cut into units ─► read as needs ─► searched ─► premises checked ─► reply
                 folding, pieces          query, spelling    search      premises            │
    what is no question (requests) ──────────────────────────────────────────────────────► none
    what leans on the last reply (following) ─► its topic and the new words, searched ─────► reply

The course's own passages (`library`: answers, terms, events, the lessons sentence by sentence)
stand in an index by the same units in which a question is read: stems of English words and pairs of
kanji, with one unit for a country in either language. They are ranked, and how sure the best one
is, is told, by learned weights (`search`). The tutor is sure and answers, or says honestly that the
text does not put it just so and shows what comes nearest, or says that the text does not treat it:
it says only what the course says."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.tutor.ask.around import Around
from taiwa.tutor.ask.folding import JAPANESE, fold, language_of
from taiwa.tutor.ask.following import Following, goes_on, wants_more
from taiwa.tutor.ask.index import Index
from taiwa.tutor.ask.library import Passage, mark
from taiwa.tutor.ask.names import Names
from taiwa.tutor.ask.premises import GIVEN, Correction, Premises
from taiwa.tutor.ask.query import Query, QuestionReader
from taiwa.tutor.ask.ready import ready
from taiwa.tutor.ask.requests import is_request
from taiwa.tutor.ask.search import WEIGHTS, Hit, Search
from taiwa.tutor.ask.spelling import Speller
from taiwa.tutor.ask.terms import Terms, is_bare

__all__ = ["Asking", "Correction", "Passage", "Retrieval"]

LONGEST_QUESTION = 600
"""Characters of a question that are read."""
CLOSE = 0.3
"""The most that a second passage may stay below the best one to be shown with it, whatever it says:
scores are logarithms of odds, so that either may be the one that is meant."""
ADDING, ADDED = 1.5, 0.15
"""The most that another of the same section may stay below, and the least share of the question's
words that it must have and the best one has not (`python -m tests.eval seconds`)."""
NEAR = 3.0
"""The most that another may stay below, to be offered, or a step, to lead instead of an answer."""
SAME, ALIKE = 0.95, 0.75
"""From so alike on, letter by letter, a question is the one that an answer was written for, or
nearly; the one, too, if it is so alike in its words."""
TELLING = 2.0
"""The least that the words weigh which a sure passage shares with a question: two of the commonest,
or one that fewer than one passage in six has."""
NAMING = 2
"""Words in Latin letters that may be names, and of no language."""
OTHERWISE = 0.4
"""Below so alike, a yes or no that was written for one question is none to another."""
YES_OR_NO = re.compile(r"(?:yes|no)\b|はい|いいえ")
PARTS = re.compile(r"[,、;；。?？!！]|\band\b|\bbut\b|(?<=[はがをでに])、")


class Retrieval(Struct, frozen=True):
    """The passages that answer, best first; none where the text does not say.

    `certainty` is "nearest" where the text does not put it just so, and the passages are those that
    come nearest, two at most; `sections` are those of the passages, and with "none", where there
    are no passages, of the nearest topics. `language` is the language of the question, `see` the
    steps or questions that go with the reply, `followups` are answers that the learner may want
    next, and `spelt` is a term's name that was misspelt.
    """

    certainty: Literal["sure", "nearest", "none"]
    passages: tuple[str, ...]
    sections: tuple[str, ...]
    language: str
    correction: Correction | None = None
    see: tuple[str, ...] = ()
    followups: tuple[str, ...] = ()
    spelt: Correction | None = None

    @property
    def answered(self) -> bool:
        return self.certainty != "none"


class Asking:
    """Answers questions about a course; made once, it never changes."""

    def __init__(
        self, course: Course, cache: Path | None = None, shelves: Sequence[Path] = ()
    ) -> None:
        """With a folder `cache`, what is made of the course is kept there for the next time; a text
        that may be searched is on one of the `shelves`."""
        self.course = course
        kept = ready(course, cache, shelves)
        index, names = Index(kept.index), Names(kept.people)
        around = Around(kept.around, kept.members, kept.letters)
        both = (index, around.index)
        self.reader = QuestionReader(both, Speller(both, kept.readings), names.people)
        self.search = Search(index, around)
        self._premises = Premises(course, self.search)
        self._following = Following(self.search, names)
        self._terms = Terms(index, kept.names)
        self._marks = {mark(section.id): section.id for section in course.sections}

    def ask(self, question: str, language: str, context: Sequence[str] = ()) -> Retrieval:
        """The reply to a question; `language` is the interface's, `context` the ids of the
        passages quoted before, the latest last."""
        question = unicodedata.normalize(
            "NFC", question[:LONGEST_QUESTION].encode("utf-8", "replace").decode()
        )
        bare = is_bare(question)
        latin = question.isascii() and len(question.split()) <= NAMING
        spoken = language if bare and latin else language_of(question, language)
        if is_request(question):
            return Retrieval("none", (), (), spoken)
        last = self._following.last(context)
        query = self.reader.read(question)
        heavy = sum(need.weight > 0 for need in query.needs)
        if question.isascii() and JAPANESE.search(query.text):  # it is in romaji
            spoken = language_of(query.text, spoken)
        if (term := self._terms.named(question)) and (last is None or not goes_on(question)):
            return self._meaning(question, term, language if bare else spoken)
        if len(query.needs) == 1 and (section := self._marks.get(query.needs[0].unit)):
            return Retrieval("sure", (section,), (section,), spoken)
        alone = None
        if last is not None and self._following.leans(question, query):
            further, sure = self._following.find(question, query, context)
            alone = None if wants_more(question) else self._weigh(question, query, spoken)
            if alone and alone.answered and alone.passages[0] in context:
                return alone  # which was told before: the question is asked once more
            answered = alone is not None and alone.certainty == "sure"
            hangs = alone is None or self._following.hangs(question, query, answered)
            if further and hangs:
                certainty: Literal["sure", "nearest"] = "sure" if sure else "nearest"
                return self._reply(self._shown(query, further)[:2], spoken, certainty)
        idle = not heavy and len(query.needs) < 2
        if idle or (heavy < 2 and last is None and wants_more(question)):
            return Retrieval("none", (), (), spoken)  # it leans on what was not said
        return alone or self._weigh(question, query, spoken)

    def leans(self, question: str) -> bool:
        """True if a question is too short to stand alone, or points back."""
        return self._following.leans(question, self.reader.read(question))

    def _meaning(self, question: str, term: str, language: str) -> Retrieval:
        """The reply to a term's name: an answer that was written for what it means, or the term;
        with its name, where that was misspelt."""
        hits = [
            h for way in self._terms.ways(term) for h in self.search.find(self.reader.read(way))
        ]
        meant = [hit for hit in hits if self._kind(hit) == "answer" and hit.measures["asked"]]
        likely = [(max(h.measures["phrased"], h.measures["likened"]), h) for h in meant]
        alike, best = max(likely, key=lambda pair: pair[0], default=(0.0, None))
        best = best if alike >= ALIKE else None
        shown = best or Hit(self.search.index.numbers[term], hits[0].score, {})
        reply = self._reply([shown], language, hits=[shown, *hits])
        if slip := self._terms.slip(question):
            said, name = slip
            at, called = question.casefold().find(said), self.course.terms[term]
            names = [*called.term.values(), called.abbreviation or ""]
            typed = question[at : at + len(said)] if at >= 0 else said
            spelt = next((each for each in names if fold(each) == name), name)
            return replace(reply, spelt=Correction(typed, (spelt,)))
        return reply

    def _weigh(self, question: str, query: Query, spoken: str) -> Retrieval:
        """The reply to a question that stands alone."""
        hits: Sequence[Hit] = self.search.find(query)
        meant, hits, correction = self._premises.check(query, hits, spoken)
        hits = hits if correction else self._led(meant, hits)
        sureness = self.search.sureness(meant, hits)
        alike = hits[0].measures["phrased"] if hits else 0.0
        same = hits and max(alike, hits[0].measures["likened"]) >= SAME
        sure = sureness >= WEIGHTS.sure and self._bears(meant, hits[0])
        sure = sure and (correction is not None or self._grants(query, hits[0]))
        told = self._terms.pair(question) if not (same or correction) else []
        if told and not (sure and hits[0].measures["asked"]):
            both = [Hit(self.search.index.numbers[term], 0.0, {}) for term in told]
            return self._reply(both, spoken, "nearest")
        if same or sure or (correction and sureness >= WEIGHTS.nearest):
            more = [] if correction else [*self._shown(meant, hits), *self._halves(question, hits)]
            return self._reply(more[:2] or hits[:1], spoken, "sure", correction, hits)
        near = sureness >= WEIGHTS.nearest and self._shares(meant, hits[0])
        if near or alike >= ALIKE:
            return self._reply(self._nearest(hits), spoken, "nearest", None, hits)
        sharing = (hit.number for hit in hits if hit.measures["relevant"])
        topics = [self.search.index.entry(number).passage for number in sharing]
        sections = tuple(dict.fromkeys(topic.section for topic in topics if topic.section))
        answers = [topic.id for topic in topics if topic.kind == "answer"]
        return Retrieval("none", (), sections[:2], spoken, followups=tuple(answers[:2]))

    def _bears(self, query: Query, hit: Hit) -> bool:
        """True if a passage has all words of a question, or such as tell it from others, and does
        not say yes or no to another one."""
        shared = [n for n in query.needs if self.search.index.has(n.unit, hit.number)]
        if not self._shares(query, hit):
            return False
        if len(shared) < len(query.needs) and sum(need.weight for need in shared) < TELLING:
            return False
        says = self.search.index.entry(hit.number).says
        return hit.measures["phrased"] >= OTHERWISE or not any(map(YES_OR_NO.match, says))

    def _shares(self, query: Query, hit: Hit) -> bool:
        """True if a passage, or its paragraph, has of a question more than parts of words that only
        look like its own."""
        strangers = self.reader.strangers(query)
        own = [need for need in query.needs if need.unit not in strangers]
        return self.search.told(own, hit.number) > 0

    def _grants(self, query: Query, hit: Hit) -> bool:
        """True if a passage has all words of what a question takes for granted at its head."""
        given = GIVEN.search(query.text)
        needs = self.reader.read(given[1] or given[2]).needs if given else ()
        heavy = [need.unit for need in needs if need.weight > 0]
        return all(self.search.index.has(unit, hit.number) for unit in heavy)

    def _led(self, query: Query, hits: Sequence[Hit]) -> Sequence[Hit]:
        """The hits, a step before the best one where that is an answer and the step is surer.

        An answer is found by the ways in which it is asked for, which are like those of many
        another question; so it would hide a step that has more of what this one is about.
        """
        if not hits or self._kind(hits[0]) != "answer" or hits[0].measures["phrased"] >= ALIKE:
            return hits
        orders = [
            [hit, *(each for each in hits if each is not hit)]
            for hit in hits
            if hit.score >= hits[0].score - NEAR
            and self._kind(hit) == "step"
            and hit.measures["covered"] > hits[0].measures["covered"]
        ]
        return max([hits, *orders], key=lambda order: self.search.sureness(query, order))

    def _shown(self, query: Query, hits: Sequence[Hit]) -> list[Hit]:
        """The best passage, and those that may be meant as well or add to it."""
        best, share = hits[0], self.search.index.coverage
        without = [n for n in query.needs if not self.search.index.has(n.unit, best.number)]
        left = sum(need.weight for need in without) / (sum(n.weight for n in query.needs) or 1.0)

        def adds(hit: Hit) -> bool:
            behind = best.score - hit.score
            nearby = behind <= ADDING and self._section(hit) == self._section(best)
            return behind <= CLOSE or (nearby and left * share(without, hit.number) >= ADDED)

        return [best, *filter(adds, hits[1:])]

    def _halves(self, question: str, hits: Sequence[Hit]) -> Iterator[Hit]:
        """The passages that surely answer a part of a question, and are not the best of all."""
        parts = [self.reader.read(part) for part in PARTS.split(question)]
        parts = [part for part in parts if sum(need.weight > 0 for need in part.needs) > 1]
        for part in parts if len(parts) > 1 else []:
            found = self.search.find(part)
            sure = self.search.sureness(part, found) >= WEIGHTS.sure
            if sure and found[0].number != hits[0].number:
                yield found[0]

    def _reply(
        self,
        shown: Sequence[Hit],
        language: str,
        certainty: Literal["sure", "nearest"] = "sure",
        correction: Correction | None = None,
        hits: Sequence[Hit] = (),
    ) -> Retrieval:
        found = [self.search.index.entry(hit.number) for hit in shown]
        passages = [entry.passage for entry in found]
        near = [hit.number for hit in hits if hit.score >= hits[0].score - NEAR]
        others = [self.search.index.entry(number).passage for number in near]
        return Retrieval(
            certainty,
            tuple(map(self._told, shown)),
            tuple(dict.fromkeys(passage.section for passage in passages)),
            language,
            correction,
            tuple(dict.fromkeys(entry.see for entry in found if entry.see)),
            tuple(dict.fromkeys(p.id for p in others if p.kind == "answer" and p not in passages))[
                :2
            ],
        )

    def _told(self, hit: Hit) -> str:
        """The id of what is shown: a passage, or the whole step of one that was found by its
        paragraph alone."""
        entry = self.search.index.entry(hit.number)
        whole = entry.passage.kind == "step" and not hit.measures.get("covered", 1.0)
        return entry.see or entry.passage.id if whole else entry.passage.id

    def _nearest(self, hits: Sequence[Hit]) -> list[Hit]:
        """The best passage, and the next: of another section if there is one."""
        elsewhere = (hit for hit in hits[1:] if self._section(hit) != self._section(hits[0]))
        return [hits[0], *[*elsewhere, *hits[1:]][:1]]

    def _section(self, hit: Hit) -> str:
        return self.search.index.entry(hit.number).passage.section

    def _kind(self, hit: Hit) -> str:
        return self.search.index.entry(hit.number).passage.kind
