"""Texts that might take long to grade, to answer or to read: `python -m tests.fuzz.slow`.

Each is a short unit repeated up to the longest line that is taken; figures are CPU milliseconds.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.model import Explain
from taiwa.tutor.asking import Asking
from taiwa.tutor.explaining import KeyPoint, grade_explanation
from taiwa.tutor.grading import grade_typed

CONTENT = Path(__file__).parents[2] / "content"
LONGEST = 2_000
SPELT = "".join(f"strat{letter}segic autonom{letter}y " for letter in "abcdefghijklmnopqrstuvwxyz")
UNITS = (
    *("http://a.b/", "a.b ", "a'b ", "o-", "a", "aa ", "not X but Y ", "NATO ", "million "),
    *("1", "１", "9 ", "2022年", "一", "九十", "あ", "ア", "漢", "の", "、", "。", " ", "\u3000"),
    *("...", "?", "\u0301", "゛", "\u200b", "é", "ー", "-", "（", "」", "ﾊﾟ", "🎌", "{漢|か}"),
    *("ない", "しない", "なので", "日本は反対した。", "日本はopposed it. ", "France a"),
    *("the ", "France opposed it. ", "strategx ", SPELT),
)


def deeds(course: Course) -> Iterator[tuple[str, Callable[[str], object]]]:
    """The deeds done with a text, by name, each warmed up by a short one."""
    asking = Asking(course)
    explain = [question for question in course.questions.values() if isinstance(question, Explain)]
    for language in ("ja", "en"):
        points = [
            KeyPoint(point.text[language], point.phrases[language])
            for point in max(explain, key=lambda question: len(question.points)).points
        ]
        names = [term.term[language] for term in course.terms.values()]
        made: dict[str, Callable[[str], object]] = {
            "ask": lambda text, language=language: asking.ask(text, language),
            "explain": lambda text, language=language, points=points: grade_explanation(
                text, points, language
            ),
            "grade": lambda text, language=language, names=names: grade_typed(
                text, names[:8], language
            ),
        }
        for name, deed in made.items():
            deed("NATO 日本")
            yield f"{name} {language}", deed


def measured(course: Course) -> list[tuple[float, str, str]]:
    """Milliseconds of CPU, deed and unit, the slowest first."""
    rows = []
    for name, deed in deeds(course):
        for unit in UNITS:
            text = (unit * (LONGEST // len(unit) + 1))[:LONGEST]
            start = time.process_time()
            deed(text)
            rows.append(((time.process_time() - start) * 1000, name, unit))
    return sorted(rows, reverse=True)


if __name__ == "__main__":
    for milliseconds, name, unit in measured(load_course(CONTENT))[:20]:
        print(f"{milliseconds:6.1f} ms  {name:10}  {unit[:20]!r}")
