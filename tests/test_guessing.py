"""The form of options: what gives a key away is found, and nothing else."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from taiwa.course.check import check_course
from taiwa.course.course import Course
from taiwa.course.guessing import (
    ERRORS,
    MODEL,
    MODEL_AT_MOST,
    PICKS,
    check_form,
    model_rate,
    rates,
    sheet_of,
)
from taiwa.course.loading import load_course, load_with_places
from taiwa.course.model import Choice, Option, Section
from taiwa.course.signs import Item as Form
from taiwa.tutor.grade.shortlist import Shortlist
from tests.baseline.acts import CONTENT
from tests.conftest import SAMPLE

SECOND = SAMPLE.with_name("sample2")
LANGUAGES = ("ja", "en")
WORDS = ["council", "members", "supply", "treaty", "border", "summit", "policy", "office"]
KANJI = ["会議", "加盟", "補給", "条約", "国境", "首脳", "政策", "事務"]


def written(chance: random.Random, longer: int = 0) -> dict[str, str]:
    """An option of words by chance, and `longer` of them more."""
    picked = [chance.randrange(len(WORDS)) for _ in range(chance.randint(4, 6) + longer)]
    return {
        "ja": "と".join(KANJI[place] for place in picked),
        "en": " and ".join(WORDS[place] for place in picked),
    }


def choices(seed: int, longer: int = 0, sections: int = 4) -> Iterator[Form]:
    """Fifteen choices a section; the right option is longer by so many words."""
    chance = random.Random(seed)
    for number in range(15 * sections):
        right = chance.randrange(4)
        texts = [written(chance, longer if place == right else 0) for place in range(4)]
        options = {k: tuple(text[k] for text in texts) for k in LANGUAGES}
        yield Form(f"section-{number % sections}", written(chance), options, right)


def off(seed: int, longer: int = 0) -> dict[str, float]:
    sheet = sheet_of(list(choices(seed, longer)), LANGUAGES)
    return {", ".join(rate.rule): rate.off for rate in rates(sheet) if abs(rate.off) > ERRORS}


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(2))
def test_options_made_by_chance_tell_nothing(seed: int) -> None:
    assert off(seed) == {}
    model = model_rate(sheet_of(list(choices(seed)), LANGUAGES))
    assert model is not None
    assert model.hits <= MODEL_AT_MOST * model.choices


@pytest.mark.thorough
def test_a_key_that_is_longer_is_found_in_each_language_and_by_the_model() -> None:
    found = off(1, longer=3)
    assert {"longest, ja", "longest, en", "longest, both languages"} <= set(found)
    assert found["longest, en"] > 0
    assert found["shortest, en"] < 0, "a rule that is wrong too often tells as much"
    model = model_rate(sheet_of(list(choices(1, longer=3)), LANGUAGES))
    assert model is not None
    assert model.hits > 0.8 * model.choices


def test_options_that_a_rule_can_not_tell_apart_count_as_chance() -> None:
    same = {"ja": ("ああ", "いい", "うう", "ええ"), "en": ("aa", "bb", "cc", "dd")}
    items = [Form("one", {"ja": "？", "en": "?"}, same, 0)] * 60
    (longest,) = (r for r in rates(sheet_of(items, LANGUAGES)) if r.rule == ("longest", "ja"))
    assert (longest.hits, longest.chance, longest.off) == (15, 15, 0)


def test_of_one_section_no_model_can_be_tried_on_another() -> None:
    assert model_rate(sheet_of(list(choices(1, sections=1)), LANGUAGES)) is None


def taught(course: Course, forms: list[Form]) -> Course:
    """A course of these choices, in format 2."""
    like = course.questions["ferry.q01"]
    assert isinstance(like, Choice)
    sections: list[Section] = []
    for name in dict.fromkeys(form.section for form in forms):
        questions = tuple(
            replace(
                like,
                id=f"{name}.q{number}",
                prompt=form.stem,
                options=tuple(
                    Option({k: texts[place] for k, texts in form.options.items()}, right, None)
                    for place in range(4)
                    for right in [place == form.right]
                ),
            )
            for number, form in enumerate(forms)
            if form.section == name
        )
        bare = course.sections[0].having(lesson=(), questions=questions, answers=(), discussion=())
        sections.append(replace(bare, id=name))
    return replace(course, sections=tuple(sections))


@pytest.mark.thorough
def test_the_check_tells_what_gives_keys_away_in_courses_of_some_size() -> None:
    second = load_course(SECOND)
    given_away = taught(second, list(choices(1, longer=3)))
    told = [(finding.message, finding.values["rule"]) for finding in check_form(given_away)]
    assert (PICKS, ("longest", "ja")) in told
    assert (MODEL, ("model",)) in told
    assert not list(check_form(taught(second, list(choices(1)))))
    assert not list(check_form(taught(second, list(choices(1, longer=3))[:30])))


@pytest.mark.thorough
def test_a_course_in_format_1_is_left_alone() -> None:
    assert not list(check_form(load_course(CONTENT)))


def test_too_few_questions_above_understanding_are_told(tmp_path: Path) -> None:
    for file in SECOND.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        for level in ("analyse", "evaluate", "apply"):
            text = text.replace(f"level: {level}", "level: remember")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    course, places = load_with_places(tmp_path)
    found = check_course(
        course, places, tmp_path, lambda *_: "correct", Shortlist, lambda *_: lambda _: ()
    )
    told = [str(problem) for problem in found]
    assert any(
        "ask to apply, analyse or evaluate: let it be 40% at least" in message for message in told
    )
    assert any(
        "ask to apply, analyse or evaluate: let it be 30% at least" in message for message in told
    )
    assert any(
        "7 of 7 questions ask to remember: let it be 30% at most" in message for message in told
    )
