"""A term's name is a question, however it is written; so are two names, and a section's."""

import pytest

from taiwa.dialogue.events import Recall
from taiwa.study.desk import Study
from taiwa.study.reply import consult, topic_of
from tests.conftest import asking, shipped_course


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("IP4", "section-1.who-are-the-ip4"),
        ("アイピーフォー", "section-1.who-are-the-ip4"),
        ("AUKUS", "section-4.what-is-aukus"),
        ("AUCUS", "section-4.what-is-aukus"),
        ("ITTP", "section-2.what-is-itpp"),
        ("システミックチャレンジ", "section-1.what-is-systemic-challenge"),
        ("試近石", "conclusion.what-is-touchstone"),
        ("touch stone", "conclusion.what-is-touchstone"),
        ("shikinseki", "conclusion.what-is-touchstone"),
    ],
)
def test_a_name_is_told_what_it_means_in_the_language_of_the_interface(
    question: str, passage: str, language: str
) -> None:
    reply = asking().ask(question, language)
    assert (reply.passages, reply.language) == ((passage,), language)
    assert reply.certainty == "sure"


@pytest.mark.parametrize(
    ("question", "passage", "language"),
    [
        ("what is strategic vison?", "introduction.what-is-strategic-vision", "en"),
        ("who is NATO", "introduction.what-is-nato", "en"),
        ("NATOとは何ですか", "introduction.what-is-nato", "ja"),
    ],
)
def test_what_a_name_means_is_told_in_the_language_of_the_question(
    question: str, passage: str, language: str
) -> None:
    reply = asking().ask(question, {"ja": "en", "en": "ja"}[language])
    assert (reply.passages, reply.language) == ((passage,), language)


@pytest.mark.parametrize("name", ["Poland", "Iran", "クアッド", "IPC", "aims", "peach"])
def test_a_name_that_the_course_has_not_is_no_other(name: str) -> None:
    passages = asking().ask(name, "en").passages
    assert not {*passages} & {term.id for term in shipped_course().glossary}


def test_a_name_after_a_reply_turns_to_it_where_it_is_put_so() -> None:
    before = ("section-2.why-france",)
    assert asking().ask("AUKUS", "en", before).passages == ("section-4.what-is-aukus",)
    assert "section-2.why-turkey" in asking().ask("and Turkey?", "en", before).passages


@pytest.mark.parametrize(
    "question", ["difference between ITPP and IPCP", "ITPPとIPCPの違い", "ITPPとIPCPはどう違うの？"]
)
def test_two_names_are_told_beside_each_other(question: str) -> None:
    reply = asking().ask(question, "en")
    assert (reply.certainty, reply.passages) == ("nearest", ("itpp", "ipcp"))


def test_a_difference_that_the_course_tells_is_told() -> None:
    question = "What is the difference between strategic vision and multilateral coordination?"
    assert asking().ask(question, "en").passages[0] == "introduction.difference-of-abilities"


@pytest.mark.parametrize(
    ("line", "replies"),
    [
        ("IV", ("section-4",)),
        ("section 2", ("section-2",)),
        ("結論", ("conclusion",)),
        (
            "explain paragraph 2 of section 2",
            ("section-2.liaison-office", "section-2.french-argument"),
        ),
        ("第2節の第2段落を説明して", ("section-2.liaison-office", "section-2.french-argument")),
        ("the last paragraph of section 2", ("section-2.mission",)),
        ("section 3, paragraph 9", ("section-3",)),
        ("translate 試金石", ("touchstone",)),
        ("試金石を訳して", ("touchstone",)),
        ("how does one pronounce 試金石", ("touchstone",)),
        ("要するに何が言いたいの", ("introduction", "conclusion")),
    ],
)
def test_a_place_or_a_word_is_told_as_it_is_asked_for(line: str, replies: tuple[str, ...]) -> None:
    assert consult(asking(), shipped_course(), "en", line, None, []).replies == replies


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("help", "app"),
        ("ヘルプ", "app"),
        ("I don't get it", "idle"),
        ("what's wrong with the author's argument?", "opinion"),
        ("筆者の議論の問題点は？", "opinion"),
        ("誰がこの文章を書いたの", "author"),
    ],
)
def test_what_is_no_question_on_the_text_is_told_so(line: str, topic: str) -> None:
    told = consult(asking(), shipped_course(), "ja", line, None, []).recall
    assert told is not None
    assert told.topic == topic


@pytest.mark.parametrize("line", ["translate X", "how does one pronounce X", "Xを訳して"])
def test_a_word_that_the_course_has_not_is_neither_translated_nor_read(line: str) -> None:
    assert consult(asking(), shipped_course(), "en", line, None, []).certainty == "none"


@pytest.mark.parametrize("line", ["when is my next review?", "次の復習はいつですか"])
def test_the_next_review_is_asked_for(line: str, study: Study) -> None:
    assert topic_of(line) == "due"
    (event,) = study.talk().ask(line)
    assert getattr(event, "recall", None) == Recall("due", (), (0, 0))
