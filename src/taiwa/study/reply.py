"""The tutor's replies when asked: from the text, or from the learner's own record."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.model import Question
from taiwa.dialogue.events import REMEMBERED, Ask, Asked, Event, Offer, Recall, Topic
from taiwa.dialogue.judge import gives_away
from taiwa.dialogue.offers import steps_of
from taiwa.dialogue.questions import as_now
from taiwa.record.log import AnswerDetail, Record
from taiwa.study.progress import Progress

if TYPE_CHECKING:
    from taiwa.tutor.asking import Asking, Retrieval


def consult(
    asking: "Asking",
    course: Course,
    language: str,
    question: str,
    pending: Question | None,
    transcript: Sequence[Event],
) -> Ask:
    """The learner's question as a move, with the passages that answer it.

    What gives the answer to `pending` away is withheld until the same is asked again.
    """
    asked = [event for event in transcript if isinstance(event, Asked)]
    context = [name for event in asked[-3:] for name in event.replies]
    reply = asking.ask(question, language, context)
    again = bool(asked) and asked[-1].withheld and asked[-1].question == question
    withheld = pending is not None and not again and gives_away(course, pending, reply.passages)
    return Ask(
        question,
        replies=reply.passages if reply.answered else reply.sections,
        said=reply.correction.said if reply.correction else None,
        stands=reply.correction.stands if reply.correction else (),
        language=reply.language if reply.language != language else None,
        withheld=withheld,
        offers=() if withheld else tuple(_offers(course, reply, pending)),
        certainty=reply.certainty,
    )


def _offers(course: Course, reply: "Retrieval", pending: Question | None) -> list[Offer]:
    """The offers that go with a reply: a question or a lesson step, and other questions to ask."""
    offers = [
        Offer("practice" if name in course.questions else "read", (name,))
        for name in reply.see
        if pending is None or name != pending.id
    ]
    return offers + [Offer("ask", (name,)) for name in reply.followups]


SHOWN = 3
"""Mistakes or sections that are named at once: as many as fit into one reply."""


class Recollection(Struct, frozen=True):
    """The record on a topic, and what to do about it."""

    recall: Recall
    offers: tuple[Offer, ...] = ()


def recall(progress: Progress, topic: Topic, last: Record | None) -> Recollection:
    """The record on a topic; `last` is the latest answer judged in the session at hand.

    Raises `StoreError` where the record can't be read.
    """
    if topic == "last":
        return _last(progress, last or progress.store.last_settled())
    makers = {"mistakes": _mistakes, "weak": _weak, "next": _next, "standing": _standing}
    return makers[topic](progress)


def _mistakes(progress: Progress) -> Recollection:
    missed = progress.missed_today()
    told = Recall("mistakes", tuple(missed[:SHOWN]), (len(missed),))
    return Recollection(told, _practice(missed))


def _weak(progress: Progress) -> Recollection:
    """The sections begun and least mastered."""
    begun = sorted((s for s in progress.standings() if s.seen), key=lambda s: s.mastery / s.seen)
    worst = begun[:SHOWN]
    items = tuple(standing.section.id for standing in worst)
    shares = tuple(round(100 * standing.mastery) for standing in worst)
    lesson = tuple(Offer("lesson", (name,)) for name in items[:1])
    return Recollection(Recall("weak", items, shares), lesson + _practice(progress.missed_today()))


def _next(progress: Progress) -> Recollection:
    due, section = len(progress.due()), progress.suggested()
    review = (Offer("review"),) if due else ()
    told = Recall("next", (section.id,), (due,))
    return Recollection(told, (*review, Offer("lesson", (section.id,))))


def _standing(progress: Progress) -> Recollection:
    first = [entry for entry in progress.settled_today() if not entry.round]
    right = sum(entry.outcome in REMEMBERED for entry in first)
    told = Recall("standing", (), (right, len(first)))
    return Recollection(told, _practice(progress.missed_today()))


def _last(progress: Progress, record: Record | None) -> Recollection:
    course = progress.course
    question = course.questions.get(record.item or "") if record else None
    if record is None or question is None:
        return Recollection(Recall("last"))
    detail = record.detail
    judgement = detail.judgement if isinstance(detail, AnswerDetail) else None
    steps = steps_of(course, question)
    offers = (*(Offer("read", (step,)) for step in steps[:1]), *_practice([question.id]))
    given = record.given and as_now(question, record.given, record.revision)
    return Recollection(Recall("last", (question.id,), (), given, judgement), offers)


def _practice(items: Sequence[str]) -> tuple[Offer, ...]:
    return (Offer("practice", tuple(items)),) if items else ()


_OTHERS = re.compile(
    r"日本|政府|筆者|著者|本文|フランス|ドイツ|トルコ|韓国|中国|米国|欧州|岸田|マクロン|国会|野党"
    r"|nato|ナトー|aukus|japan|france|essay|author|text\b|government|macron|kishida|korea|china|europe"
)
_ANSWER = r"(?:答え|解答|回答|こたえ|アンサー)"
_WRONG = r"(?:間違|まちが|違[うっわ]|ちがう|不正解|誤り|だめ|ダメ|駄目|バツ|ばつ|×|外れ|はずれ)"
_WHY = r"(?:なぜ|なんで|何で|どうして|どこが|何が|なにが)"
_JUST = r"(?:さっき|今|いま|最後|直前|前|前回|今回|この|その|私|わたし|僕|自分)"

_PATTERNS: tuple[tuple[Topic, str], ...] = (
    (
        "last",
        rf"^(?:{_JUST}の?)*(?:{_ANSWER}|問題)?(?:は|が|って)?、?{_WHY}(?:{_JUST}の?)?{_ANSWER}?"
        rf".{{0,3}}{_WRONG}"
        rf"|{_JUST}の?{_ANSWER}.{{0,6}}(?:{_WRONG}|説明|解説)"
        r"|why (?:was|is|were|did|am) (?:(?:my|that|it|the|i|this) ?)+"
        r"(?:last |previous |latest )?(?:answer |one |question )?"
        r"(?:get (?:it|that|this|the last one) )?"
        r"(?:wrong|incorrect|false|mistaken|not right|rejected)"
        r"|what (?:was|is|'s) wrong (?:with|about) "
        r"(?:it\W*$|(?:my|that|the) (?:last |previous |latest )?(?:answer|reply|one)\b)"
        r"|(?:explain|what about) my (?:last|previous) (?:answer|mistake)",
    ),
    (
        "mistakes",
        r"(?:間違え|まちがえ|間違っ|まちがっ|ミスし|外し|落とし)(?:た|ちゃった|ていた|てた)"
        r"(?:の|ところ|問題|もの|箇所|やつ|とこ|設問|$|か|\?)"
        r"|(?:間違い|まちがい|ミス|誤答)(?:は|を|が|って)?"
        r"(?:何|なに|どれ|どこ|教|見|一覧|まとめ|あっ|ある)"
        r"|(?:今日|きょう|最近|今回)の(?:間違い|まちがい|ミス|誤答)"
        r"|(?:what|which)(?: \w+){0,3} (?:did|have|had|do) i "
        r"(?:get|got|gotten|answer|answered|have)\b"
        r".*\b(?:wrong|incorrectly?)\b"
        r"|\b(?:what|which)(?: \w+){0,2} (?:did|have) i (?:miss|missed|fail)"
        r"|\bmy (?:recent |latest |wrong )?(?:mistakes?|errors?|wrong answers?)\b"
        r"|\bwhere did i go wrong\b",
    ),
    (
        "weak",
        r"(?:苦手|不得意)(?:な(?:ところ|とこ|分野|節|問題|部分|の|もの|種類)|は|って|を|$|\?)"
        r"|(?:どこ|何|なに|どの.{1,4})が(?:苦手|不得意)|(?:^|私の|わたしの|自分の|僕の)(?:弱点|弱いところ|弱み)"
        r"|(?:でき|わかっ|分かっ|覚え)(?:て(?:い)?ない|られ(?:てい|て)?ない)(?:の|ところ|分野|節|とこ)"
        r"|\bmy weak(?:est|er|nesses|ness)?\b|\bam i (?:bad|weak|worst|worse|poor) (?:at|in|on)\b"
        r"|\b(?:do|did) i struggle\b|\bshould i (?:work on|improve|focus on)\b"
        r"|\bi (?:find|found) (?:hard|difficult)",
    ),
    (
        "next",
        r"(?:次|つぎ|これから|この?後|このあと|今日|きょう|今|いま|まず)(?:は|に|から|、)*"
        r"(?:何|なに|どこ|どれ|どの(?:節|章|課|レッスン|問題))(?:を|から|が)?"
        r"(?:す|やれ|やる|やっ|やろ|したら|勉強|学|復習|練習|読|解|取り組)"
        r"|何(?:を|から)(?:すれば|したら|やれば|勉強すれば)(?:いい|よい|良い)"
        r"|次(?:は|、)?(?:何|なに|どうする|どうすれば)"
        r"|\bwhat (?:should|do|shall|can|must|could) (?:i|we) "
        r"(?:do|study|learn|read|review|practi[sc]e|take|try|focus on|work on|start with) "
        r"(?:\w+ )?(?:next|now|today)\b"
        r"|^what(?:'s| is)? next(?: for me)?\W*$|^what now\W*$"
        r"|\bwhere should i (?:start|begin|go on)\b",
    ),
    (
        "standing",
        r"(?:成績|点数|得点|スコア|正答率|正解率|進み具合|進捗)(?:は|って|が|$|\?|どう|を?教|を?見)"
        r"|何問.{0,6}(?:正解|解い|でき|合っ)|どのくらい(?:進|でき|覚え)|(?:調子|出来)はどう"
        r"|\bhow am i (?:doing|getting on)\b|\bmy (?:scores?|progress|results?|marks?|grades?)\b"
        r"|\bhow (?:many|much|well)\b.{0,30}\b(?:did|have|am|do) i "
        r"(?:get|got|answer|answered|done|doing|score|scored|remember)\b"
        r"|\bam i (?:getting better|improving)\b",
    ),
)
_TOPICS = tuple((topic, re.compile(pattern)) for topic, pattern in _PATTERNS)


def topic_of(question: str) -> Topic | None:
    """The topic of the learner's own record that a question is on; None for one on the text."""
    folded = unicodedata.normalize("NFKC", question).casefold().strip().replace("’", "'")
    if _OTHERS.search(folded):
        return None
    return next((topic for topic, pattern in _TOPICS if pattern.search(folded)), None)
