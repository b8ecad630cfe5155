"""People as a course's texts call them, beside the answers where somebody is asked for.

A learner types a name as it was read: with a title, or with the rest of the name.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.course.texts import texts
from taiwa.text.readings import READING

Takes = Callable[[str, Sequence[str], str], bool]
"""True if the grader takes a text for one of the accepted answers, in a language."""

WHO = {"en": re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE), "ja": re.compile("誰|だれ|人物|人は")}
"""Words that ask for somebody, by language."""
AROUND = {
    "en": r"(?<=[a-z,;:] )(?:[A-Z][\w'-]+ ){{1,2}}{name}\b(?! [A-Z])",
    "ja": r"(?<![一-龯々])[一-龯々]{{1,7}}[使官臣相長督将卿王]{name}(?![一-龯々])"
    r"|(?<![一-龯々]){name}[一-龯々]{{0,4}}[公卿侯伯爵使官臣相長督将佐帝王皇后僧師](?![一-龯々])",
}
"""A name with words before it that are written as names are, or with what ends as a title does."""


class Called(NamedTuple):
    """A name in a text, the accepted answer within it, the question it answers, the language."""

    told: str
    answer: str
    question: str
    language: str


def refused_names(course: Course, takes: Takes) -> Iterator[Called]:
    """The names of people in a course's texts that the grader does not take for the answer."""
    told: dict[str, dict[str, None]] = {language: {} for language in course.languages}
    for _, text in texts(course):
        for language, words in text.items():
            told[language][READING.sub(r"\1", words)] = None
    whole = {language: "\n".join(parts) for language, parts in told.items()}
    for question in course.all_questions():
        for language, answers in _persons(question).items():
            for answer in filter(whole[language].__contains__, answers):
                around = re.compile(AROUND[language].format(name=re.escape(answer)))
                names = dict.fromkeys(around.findall(whole[language]))
                refused = (name for name in names if not takes(name, answers, language))
                yield from (Called(name, answer, question.id, language) for name in refused)


def _persons(question: Question) -> Mapping[str, Sequence[str]]:
    """The accepted answers to a question for somebody, by the languages in which it asks so."""
    form = form_of(question)
    asks = (code for code in WHO if WHO[code].search(question.prompt.get(code, "")))
    return {code: form.accepted[code] for code in asks if code in form.accepted}
