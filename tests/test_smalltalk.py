"""What learners say beside questions and answers: understood in both languages, never judged."""

from datetime import UTC, datetime

import pytest

from taiwa.course.loading import load_course
from taiwa.dialogue.events import Asked, HintShown, Recall, Revealed, Skipped, StepShown
from taiwa.study.desk import Study
from taiwa.study.reply import consult, topic_of
from taiwa.study.smalltalk import talk
from taiwa.tutor.ask.conversation import overheard
from tests.conftest import asking, shipped_course
from tests.eval.halves import TEA


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("hello", "greeting"),
        ("おはようございます！", "greeting"),
        ("thanks a lot", "thanks"),
        ("ありがとうございます", "thanks"),
        ("I don't know", "lost"),
        ("わかりません。", "lost"),
        ("さっぱりわからん", "lost"),
        ("hint?", "hint"),
        ("ヒントください", "hint"),
        ("skip it", "skip"),
        ("次へ", "skip"),
        ("what does that mean?", "meaning"),
        ("どういう意味ですか", "meaning"),
        ("simpler, please", "simpler"),
        ("もっと簡単に言って", "simpler"),
        ("say it in Japanese", "japanese"),
        ("英語でお願いします", "english"),
        ("example?", "example"),
        ("例えば？", "example"),
        ("もっと詳しく", "more"),
        ("what is this text about", "about"),
        ("who wrote this?", "author"),
        ("これは誰が書いたの？", "author"),
        ("Is the author wrong?", "opinion"),
        ("do you agree with him?", "opinion"),
        ("筆者は正しいですか", "opinion"),
        ("この主張に賛成ですか？", "opinion"),
        ("summarise section 2", "summary"),
        ("第2節を要約して", "summary"),
        ("I see", "agreed"),
        ("なるほど、そういうことか", "agreed"),
    ],
)
def test_a_whole_line_is_understood(line: str, kind: str) -> None:
    heard = overheard(line)
    assert heard is not None
    assert heard.kind == kind


@pytest.mark.parametrize(
    "line", ["unanimity", "why?", "全会一致", "what is unanimity", "フランスの例", "2022", "no"]
)
def test_answers_and_questions_are_no_small_talk(line: str) -> None:
    assert overheard(line) is None


@pytest.mark.parametrize(
    ("line", "replies"),
    [
        ("試金石の読み方は", ("touchstone",)),
        ("how do you pronounce 試金石?", ("touchstone",)),
        ("全会一致を英語で", ("unanimity",)),
        ("summarise section 2", ("section-2",)),
        ("結論をまとめて", ("conclusion",)),
        ("what is this text about", ("introduction", "conclusion")),
    ],
)
def test_it_is_told_by_what_the_course_has(line: str, replies: tuple[str, ...]) -> None:
    assert consult(asking(), shipped_course(), "en", line, None, []).replies == replies


def test_the_last_reply_is_told_again_in_the_other_language() -> None:
    first = Asked("why?", replies=("section-2.why-france",))
    again = consult(asking(), shipped_course(), "en", "say it in Japanese", None, [first])
    assert (again.replies, again.language) == (("section-2.why-france",), "ja")


def test_a_step_is_told_in_plain_words() -> None:
    step = shipped_course().sections[1].lesson[0]
    plain = consult(asking(), shipped_course(), "en", "simpler, please", None, [StepShown(step.id)])
    assert plain.replies == (f"{step.id}#plain",)


def test_questions_on_a_name_are_offered() -> None:
    asked = consult(asking(), shipped_course(), "en", "quiz me on Macron", None, [])
    assert asked.offers[0].kind == "practice"
    assert asked.offers[0].items


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("what is my weakest section?", "weak"),
        ("what reviews are due tomorrow?", "tomorrow"),
        ("明日の復習は？", "tomorrow"),
        ("how did I do yesterday?", "yesterday"),
        ("my streak", "streak"),
        ("何日連続ですか", "streak"),
        ("how am I doing in Japanese?", "ja"),
        ("英語の成績は？", "en"),
        ("フランスの間違いは何？", None),
        ("what did NATO get wrong?", None),
    ],
)
def test_the_learners_own_record_is_asked_for(question: str, topic: str | None) -> None:
    assert topic_of(question) == topic


def test_plain_words_are_no_answers(study: Study) -> None:
    session = study.quiz([study.course.sections[0]])
    before = session.question
    assert isinstance(session.say("I don't know").events[0], HintShown)
    assert isinstance(session.say("ありがとう").events[0], Asked)
    assert session.question == before
    assert isinstance(session.say("答えを教えて").events[0], Revealed)
    session.say("")
    assert isinstance(session.say("pass").events[0], Skipped)


@pytest.mark.parametrize("line", ["ok", "yes", "はい", "なるほど", "got it"])
def test_who_agrees_where_nothing_is_asked_goes_on(line: str, study: Study) -> None:
    session = study.quiz([study.course.sections[0]])
    session.reveal()
    before = session.turn
    assert not any(isinstance(event, Asked) for event in session.say(line).events)
    assert session.turn > before


def test_a_yes_is_no_question_on_what_was_told() -> None:
    told = Asked("who is he?", replies=("section-2.why-france",))
    assert not consult(asking(), shipped_course(), "ja", "はい", None, [told]).replies


def test_thoughts_on_an_open_question_are_kept_and_answered(study: Study) -> None:
    session = study.lesson(study.course.sections[0])
    while not session.finished:
        shown = session.transcript[-1]
        if isinstance(shown, StepShown) and shown.item not in study.course.steps and not shown.part:
            kept, weighed = session.say("Bridges bind people, I would say.").events
            assert kept == Asked("Bridges bind people, I would say.", recall=kept.recall)
            assert weighed == StepShown(shown.item, 1)
            return
        _ = session.skip() if session.question else session.proceed()
    pytest.fail("the lesson has no open question")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Who wrote the Book of Tea?", True),
        ("What is the author of this book?", True),
        ("When was The Book of Tea written?", True),
        ("『茶の本』は誰が書きましたか", True),
        ("茶の本はいつ書かれましたか", True),
        ("Who wrote the tax law?", False),
    ],
)
def test_who_wrote_a_text_that_is_named_is_told_from_the_course(line: str, told: bool) -> None:
    course, heard = load_course(TEA / "course"), overheard(line)
    assert heard is not None
    said = talk(heard, course, None, ())
    assert (said is not None and said.recall == Recall("author")) == told


def test_what_a_course_is_about_is_told_where_it_is_named() -> None:
    course, heard = load_course(TEA / "course"), overheard("What is The Cup of Humanity about?")
    assert heard is not None
    said = talk(heard, course, None, ())
    assert said is not None
    assert said.replies == ("section-1", "section-4")


def test_a_text_without_a_date_is_not_dated() -> None:
    heard = overheard("when was this text written")
    assert heard is not None
    assert talk(heard, shipped_course(), None, ()) is None


def test_every_kind_of_small_talk_and_record_is_told_in_words(study: Study) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert now < study.clock()
    session = study.talk()
    lines = ["hello", "thanks", "bye", "who wrote this", "my streak", "how did I do yesterday?"]
    for line in [*lines, "what reviews are due tomorrow?", "how is my Japanese?"]:
        assert session.say(line).events, line
