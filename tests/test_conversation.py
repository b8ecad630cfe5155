"""A conversation as a learner has it: follow-ups, doubts, questions on the app, half sentences."""

import random
from datetime import timedelta

import pytest

from taiwa.course.course import Course
from taiwa.dialogue.commands import Command, UnknownCommand, understand
from taiwa.dialogue.events import Asked, Event, HintShown, Judged, Offer, StepShown
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.reply import consult
from taiwa.study.session import Session
from taiwa.tutor.ask.conversation import overheard
from taiwa.words.catalogs import Words
from taiwa.words.question_wording import QuestionWording
from taiwa.words.reply_wording import ReplyWording
from tests.conftest import Clock, asking, shipped_course


def said(*lines: str, language: str = "en") -> Asked:
    """The reply to the last of some lines, said one after the other."""
    heard: list[Event] = []
    for line in lines:
        ask = consult(asking(), shipped_course(), language, line, None, heard)
        heard.append(Asked(**{name: getattr(ask, name) for name in ask.__struct_fields__}))
    reply = heard[-1]
    assert isinstance(reply, Asked)
    return reply


@pytest.fixture
def desk(course: Course, store: Store, clock: Clock, words: Words) -> Study:
    """A learner at the shipped course."""
    store.set("aim", "text")
    return Study(course, store, clock, random.Random(7), words)


@pytest.fixture
def wording(words: Words) -> ReplyWording:
    return ReplyWording(shipped_course(), words, QuestionWording(shipped_course(), words))


@pytest.mark.parametrize(
    ("before", "line", "language"),
    [
        ("What is AUKUS?", "Who is in it?", "en"),
        ("What is AUKUS?", "When did they first meet?", "en"),
        ("What is AUKUS?", "how much does it cost?", "en"),
        ("AUKUSって何？", "誰が入ってる？", "ja"),
        ("AUKUSって何？", "いくらかかるの？", "ja"),
        ("What is the information security agreement?", "who signed it?", "en"),
    ],
)
def test_a_follow_up_that_the_text_does_not_answer_is_not_answered_flatly(
    before: str, line: str, language: str
) -> None:
    assert said(before, line, language=language).certainty != "sure"


@pytest.mark.parametrize(
    ("before", "line", "reply"),
    [
        ("What is AUKUS?", "when was it announced?", "section-4.when-aukus"),
        ("AUKUSって何？", "いつできたの？", "section-4.when-aukus"),
        ("who opposed the Tokyo office?", "why?", "section-2.why-france"),
    ],
)
def test_a_follow_up_that_it_answers_is_answered(before: str, line: str, reply: str) -> None:
    told = said(before, line, language="en" if line.isascii() else "ja")
    assert (told.certainty, told.replies[0]) == ("sure", reply)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("What is AUKUS?", "Why did Japan join NATO?"),
        ("AUKUSって何？", "なんで日本はNATOに入ったの？"),
        ("How does Germany show its engagement?", "What is IP4?"),
    ],
)
def test_a_question_that_stands_alone_is_answered_as_from_home(before: str, line: str) -> None:
    language = "en" if line.isascii() else "ja"
    assert said(before, line, language=language).replies == said(line, language=language).replies


def test_what_strayed_is_no_new_topic() -> None:
    told = said("What is AUKUS?", "who leads it?", "ok", "and when was it announced?")
    assert told.replies[0] == "section-4.when-aukus"


@pytest.mark.parametrize(
    "line",
    [
        *("that is wrong", "are you sure?", "really?", "where does it say that?", "I disagree"),
        *("違うと思います", "本当？", "どこに書いてある？", "出典は？", "is this right?"),
    ],
)
def test_who_doubts_a_reply_is_told_where_it_is_from(line: str, wording: ReplyWording) -> None:
    told = said("What is AUKUS?", line)
    assert told.recall is not None
    assert told.recall.topic == "doubt"
    assert any(para.kind == "source" for para in wording.reply(told))
    assert [offer.kind for offer in told.offers] == ["read"]


@pytest.mark.parametrize("line", ["ok", "うん", "yes", "いいえ", "hm", "lol", "never mind", "笑"])
def test_a_word_in_between_is_no_question_and_keeps_the_topic(line: str) -> None:
    assert said("What is AUKUS?", line).recall is not None
    assert said("What is AUKUS?", line, "when was it announced?").certainty == "sure"


@pytest.mark.parametrize("line", ["and?", "それで？", "で？", "go on", "続けて"])
def test_more_of_the_topic_is_told(line: str) -> None:
    told = said("What is AUKUS?", line)
    assert told.replies
    assert "section-4.what-is-aukus" not in told.replies


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("How do I take an exam?", "m offers the exams"),
        ("試験はどうやって受けますか", "m offers the exams"),
        ("What can you do?", "/help"),
        ("何ができますか", "/help"),
        ("Give me a quiz", "m offers the quizzes"),
        ("クイズを出して", "m offers the quizzes"),
        ("how do I change the language", "/lang"),
        ("言語を変えるには", "/lang"),
        ("where can I read the essay", "/essay"),
        ("保存するには", "/save"),
        ("how do I skip?", "/skip"),
    ],
)
def test_the_app_is_explained_by_its_own_help(
    line: str, command: str, wording: ReplyWording
) -> None:
    assert command in wording.reply(said(line))[0].text


@pytest.mark.parametrize("line", ["are you a robot", "AIですか", "what's your name?"])
def test_it_says_what_it_is(line: str) -> None:
    recall = said(line).recall
    assert recall is not None
    assert recall.topic == "self"


@pytest.mark.parametrize(
    "line", ["test of trust", "本文は何と言っている", "問題は何ですか", "どこ？"]
)
def test_a_question_on_the_text_is_none_on_the_app(line: str) -> None:
    assert overheard(line) is None


@pytest.mark.parametrize(
    "line",
    [
        *("is this right?", "これは正しい？", "合ってる？", "what should I type?", "wait", "lol"),
        *(
            "what is a liaison office?",
            "連絡事務所って何？",
            "how do I answer this",
            "yes",
            "いいえ",
        ),
        *(
            "say the question again",
            "どう答えればいい",
            "in Japanese please",
            "can you help me with it",
        ),
    ],
)
@pytest.mark.parametrize("item", ["rivers.q02", "rivers.q03", "bridges.q04"])
def test_what_is_no_answer_to_a_typed_question_is_never_judged(
    item: str, line: str, study: Study
) -> None:
    session = study.practice([item])
    asked = session.question
    assert all(isinstance(event, Asked | HintShown) for event in session.say(line).events)
    assert session.question == asked


def test_is_this_right_tells_how_to_answer(study: Study, words: Words) -> None:
    (told,) = study.practice(["rivers.q02"]).say("is this right?").events
    assert isinstance(told, Asked)
    assert told.recall is not None
    assert (told.recall.topic, told.recall.items) == ("app", ("answer",))


@pytest.mark.parametrize(("line", "verdict"), [("river?", "correct"), ("bridge?", "wrong")])
def test_an_answer_with_a_question_mark_is_judged(line: str, verdict: str, study: Study) -> None:
    judged = study.practice(["rivers.q02"]).say(line).events[0]
    assert isinstance(judged, Judged)
    assert judged.judgement.verdict == verdict


def test_who_doubts_a_verdict_is_told_how_to_set_it_right(study: Study) -> None:
    session = study.practice(["rivers.q02"])
    session.say("bridge")
    (told,) = session.say("that is wrong").events
    assert isinstance(told, Asked)
    assert told.recall is not None
    assert told.recall.items == ("right",)


def test_the_events_of_a_year_are_told() -> None:
    for line, language in (("What happened in 2025?", "en"), ("2025年に何があった？", "ja")):
        told = said(line, language=language)
        assert told.replies
        assert all(shipped_course().events[name].date[:4] == "2025" for name in told.replies)


@pytest.mark.parametrize("year", ["2022", "2023", "2024"])
def test_no_event_of_a_year_is_left_out(year: str) -> None:
    told = said(f"what happened in {year}?", language="en")
    events = [event for event in shipped_course().timeline if event.date.startswith(year)]
    assert told.replies == tuple(event.id for event in events)


@pytest.mark.parametrize(
    "line",
    [
        "summarize the whole thing pls",
        "whats the essay abt",
        "can u explain this essay in one sentence?",
        "what is this essay about?",
    ],
)
def test_who_asks_for_the_whole_text_is_told_its_beginning_and_its_end(line: str) -> None:
    assert said(line, language="en").replies == ("introduction", "conclusion")


@pytest.mark.parametrize(
    "line",
    [
        "difference between democratic control and accountability",
        "民主的統制と説明責任の違い",
    ],
)
def test_two_terms_are_told_apart_side_by_side(line: str) -> None:
    assert said(line).replies == ("democratic-control", "accountability")


def test_a_bare_term_is_told_in_the_interfaces_language() -> None:
    assert said("public opinion", language="ja").language is None


def test_a_misspelt_term_is_named(wording: ReplyWording) -> None:
    told = said("what is AUCUS?")
    assert (told.said, told.stands) == ("AUCUS", ("AUKUS",))
    assert said("おーかす", language="ja").said is None  # which is how it sounds
    assert said("what is AUKUS?").said is None


@pytest.mark.parametrize("line", ["宇宙人はいますか", "核共有とは"])
def test_a_word_that_only_looks_like_one_of_the_text_is_not_in_it(line: str) -> None:
    assert said(line, language="ja").certainty == "none"


def exam_of(study: Study) -> Session:
    return study.exam(study.course.sections, minutes=5)


def test_an_exam_answers_what_tells_nothing(study: Study) -> None:
    exam = exam_of(study)
    topics = []
    for line in ("hello", "how do I skip?", "what is a river?", "is this right?"):
        (told,) = exam.ask(line)
        assert isinstance(told, Asked)
        topics.append(told.recall.topic if told.recall else None)
    assert topics == ["greeting", "app", "exam", "exam"]


def test_what_was_asked_when_the_time_ended_is_answered_under_the_result(
    study: Study, clock: Clock
) -> None:
    exam = exam_of(study)
    exam.ask("what is a river?")
    exam.ask("is this right?")
    clock.now += timedelta(minutes=6)
    exam.ask("what is a bridge?")
    assert exam.finished
    exam.answer_put_off()
    told = [e for e in exam.transcript if isinstance(e, Asked) and e.recall is None]
    assert {each.question for each in told} == {"what is a river?", "what is a bridge?"}


@pytest.mark.parametrize(
    ("line", "command"),
    [
        *[(line, Command("hint")) for line in ("／ヒント", "/　ひんと", "/hint!", "/ヒントを")],
        *[(line, Command("skip")) for line in ("/次", "/next", "/とばして", "/ スキップ　")],
        *[(line, Command("undo")) for line in ("/取り消し", "/とりけす", "／トリケシ")],
        *[(line, Command("reveal")) for line in ("/答えは", "/give up", "/こたえ。")],
        *[(line, Command("help")) for line in ("/", "／？", "/へるぷ", "/使い方")],
        *[(line, Command("lang", "en")) for line in ("/english", "/英語", "/言語 en")],
        *[(line, Command("map", "2")) for line in ("/map2", "/地図２", "/地図　2")],
        *[(line, Command("home")) for line in ("/menu", "/メニュー", "/ほーむ", "/戻る")],
        ("/dance", UnknownCommand("dance", None)),
        ("/scroes", UnknownCommand("scroes", "scores")),
    ],
)
def test_a_command_is_understood_however_it_is_typed(
    line: str, command: Command | UnknownCommand
) -> None:
    assert understand(line) == command


@pytest.mark.parametrize(
    "line", ["simpler", "in other words?", "example?", "もっと簡単に", "一言で"]
)
def test_a_summary_can_be_asked_about_further(line: str) -> None:
    told = said("summarise the conclusion", line)
    assert told.replies
    assert told.replies[0].endswith(("#plain", "#example"))
    assert said(line).certainty == "sure"  # where nothing was told


@pytest.mark.parametrize("line", ["section 5", "第5節", "show me section 5", "第5節に行きたい"])
def test_a_section_that_is_named_is_summed_up(line: str) -> None:
    assert said("What is AUKUS?", line).replies == ("section-5",)


def test_a_section_that_is_to_be_opened_is_offered() -> None:
    assert said("go to section 2").offers == (Offer("lesson", ("section-2",)),)


@pytest.mark.parametrize("line", ["the river, kawa in Japanese", "the big river in English"])
def test_a_name_that_may_be_the_answer_is_judged_in_whatever_language_it_is_said_to_be(
    line: str, study: Study
) -> None:
    judged = study.practice(["rivers.q02"]).say(line).events[0]
    assert isinstance(judged, Judged)
    assert judged.judgement.verdict == "unsure"


@pytest.mark.parametrize("line", ["why?", "when was that?", "what does that mean for Japan?"])
def test_a_question_at_a_step_is_on_that_step(line: str, desk: Study) -> None:
    course = desk.course
    session = desk.lesson(course.by_id["section-2"])
    assert session.transcript[-1] == StepShown("section-2.kishida-2022")
    (told,) = session.ask(line)
    assert isinstance(told, Asked)
    assert told.certainty == "nearest"
    assert {"section-2.why-2022-matters", "section-2.first-summit"} & {*told.replies}


@pytest.mark.parametrize("line", ["1", "２", "y"])
def test_a_digit_is_an_answer_though_it_might_be_a_yes(line: str, study: Study) -> None:
    assert isinstance(study.practice(["rivers.q02"]).say(line).events[0], Judged)


def test_a_why_behind_a_word_is_a_question() -> None:
    assert overheard("ふむ、なぜ") is None
