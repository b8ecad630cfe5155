"""Questions on the learner's own record rather than on the text: which topic, if any.

A question is the learner's own where it says so ("I", "my", 私) or, in Japanese, where nobody else
is named; the patterns read whole questions, so that "what did France get wrong?" stays one on the
text.
"""

import re
import unicodedata

from taiwa.tutor.events import Topic

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
