"""Words around what somebody says, which may be taken off its ends; and what no slip is.

Everything here is general language; nothing belongs to a course. Patterns are matched against the
folded text (`normalising.fold_surface`): small letters, half width, no punctuation; Japanese has no
spaces either.
"""

import re
from collections.abc import Iterator
from re import Pattern

from taiwa.tutor.text.places import is_place


def _either(words: str) -> str:
    """A pattern for any of the words between the bars, the longest first."""
    alternatives = (" ".join(word.split()) for word in words.split("|"))
    return f"(?:{'|'.join(sorted(alternatives, key=len, reverse=True))})"


SURELY = _either("""maybe|perhaps|probably|possibly|presumably|likely|surely|certainly|definitely
|of course|for sure|actually|basically|simply|just""")
I_THINK = _either("""think|believe|guess|suppose|feel|assume|say|bet|remember|would say|would guess
|would go with""")
IF_RIGHT = (
    r"(?:if (?:i (?:remember|recall)(?: correctly| right| rightly)?|im (?:right|not mistaken))"
    r"|as far as i (?:know|remember|recall)|according to the (?:essay|text|author|article|lesson))"
)
PRONOUN = r"(?:it|that|this|he|she|they|these|those)"
IT_IS = (
    rf"(?:its|thats|theyre|theres|(?:{PRONOUN}|there) (?:is|was|are|were)"
    rf"|(?:{PRONOUN} )?(?:must|might|may|could|should|would|will) (?:be|have been)"
    rf"|called|named|known as|described as|{PRONOUN} (?:call|calls|called) {PRONOUN}"
    r"|(?:is|was|isnt|wasnt) (?:it|that|this))"
)
THE_ANSWER = (
    r"(?:my|the) (?:(?:best|first|correct|right|final) )?(?:answer|guess)(?: is| was)?(?! of)"
)
FILLER = _either("um|uh|er|hm|ah|oh|ok|well|so|then|yes")
TITLES = _either("""mr|mrs|ms|dr|prof|professor|sir|president|pres|prime minister|pm|premier
|chancellor|secretary general|sec gen|minister|foreign minister|defence minister|defense minister
|ambassador|ambassador plenipotentiary|envoy|senator|king|queen|prince|princess|lord|lady|baron
|duke|emperor|empress|shogun|admiral|commodore""")

MONTHS = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"\d{1,2}(?:th)?"
DATES = {
    "en": (
        rf"^(?:{DAY} (?:of )?)?{MONTHS}(?: {DAY})? (?=\d{{4}}$)",
        r"(?<=^\d{4}) \d{1,2} \d{1,2}$",
    ),
    "ja": (r"(?<=\d年)\d{1,2}月(?:\d{1,2}日)?$",),
}
"""The day and the month around a year."""
ROLES_JA = _either("""首相|総理|総理大臣|内閣総理大臣|大統領|事務総長|外相|外務大臣|防衛相|防衛大臣
|大臣|左大臣|右大臣|議長|長官|大使|全権大使|特命全権大使|公使|国王|天皇|皇帝|将軍|提督|宰相|参議
|公爵|侯爵|伯爵|子爵|男爵|教授|博士""")
ENDINGS_JA = _either("""です|でした|だ|だった|である|であった|なの|なん|なんだ|になる|になります
|となる|となります|でしょう|でしょ|だろう|だろ|だよ|っす|じゃん|かな|かなあ|かと|かも|かもね
|かもしれない|かもしれません|っけ|らしい|みたい|っぽい|はず|のはず|よねー|ねー|に違いない
|で合ってますか|でいいですか|にします|にする|のでは|よ|ね|や|な|か|さ|わ|ぞ|が|けど|けれど
|たぶん|多分|おそらく|きっと""")
ASKING_JA = (
    r"(?:では|じゃ)な(?:い|かった)(?:でしょう|だろう|です|でした)?(?:か(?:な[あぁー]?)?|っけ)"
)
SUPPOSING_JA = (
    r"(?:(?:って|と)(?:思|おも)(?:う|います|った|いました|われます|われる|ってる|っています)"
    r"|と(?:考え(?:ます|る|ています)|(?:言|い)(?:う|います|われる|われています))"
    r"|とされ(?:る|ます|ている|ています)|と(?:呼ばれ(?:る|ます|ている|ています)|呼ぶ|呼びます)"
    r"|(?:ような|な)?(?:気|き)が(?:する|します|した|しました))"
)
FILLER_JA = (
    r"(?:え[ーっえ]*と[ーっ]*|あの[ーう]*|[あえお][ーっ]+"
    r"|う[ーう]*ん[ーっ]*と?|ん[ーん]+と?|まあ|まぁ)"
)
STARTS_JA = _either("""たぶん|多分|おそらく|恐らく|きっと|確か|たしか|もしかして|もしかしたら
|もしかすると|ひょっとして|もちろん|なんか|やはり|やっぱり|そうですね|では|じゃあ|はい|私は|答え|解答
|正解|本文によると|本文によれば|筆者によると|筆者によれば""")
TOPICS_JA = (
    r"(?:それ|これ|(?:私の)?(?:答え|こたえ|解答|回答)|正解"
    r"|国|国名|名前|人物|場所|都市|年|用語)(?:は|って)"
)

PEELINGS: dict[str, tuple[tuple[str, Pattern[str]], ...]] = {
    "en": tuple(
        (name, re.compile(pattern))
        for name, pattern in (
            ("addition", r"^(?:in |(?:in )?(?:the )?year (?:of )?)(?=\d+$)"),
            ("addition", r"(?<=\d) (?:ad|ce)$|^(?:ad|ce) (?=\d+$)"),
            *(("addition", date) for date in DATES["en"]),
            ("addition", r"^(?:in|at|by) (?=[a-z])"),
            ("hedge", rf"^(?:{SURELY}|{IF_RIGHT}|{IT_IS}|{THE_ANSWER}|{FILLER}) "),
            ("hedge", rf"^(?:i (?:{I_THINK}|do think)|id (?:say|guess|go with|bet))(?: that)? "),
            ("hedge", rf" (?:but )?(?:{SURELY}|{IF_RIGHT}|right|correct|please|thanks)$"),
            ("hedge", rf" (?:i {I_THINK}|id (?:say|guess))(?: so)?$"),
            ("hedge", r" (?:isnt|wasnt|is|was) (?:it|that|he|she)$"),
            ("title", rf"^(?:former |ex |then )?{TITLES} (?=.)"),
        )
    ),
    "ja": tuple(
        (name, re.compile(pattern))
        for name, pattern in (
            ("hedge", rf"(?<=.)(?:{SUPPOSING_JA}|{ASKING_JA}|{ENDINGS_JA})$|(?<=[うた])[んの]$"),
            ("hedge", rf"^(?:{TOPICS_JA}|{STARTS_JA}|{FILLER_JA})(?=.)"),
            (
                "addition",
                r"(?<=.)(?:する|すること|(?:という|っていう)(?:国|こと|人|言葉|用語|もの)|のこと)$",
            ),
            ("addition", r"(?<=東京)都$"),
            *(("addition", date) for date in DATES["ja"]),
            ("title", rf"(?<=.)(?:元|前|現)?{ROLES_JA}$"),
            ("title", r"(?<=.)(?:さん|氏|様|さま|殿|当時)$"),
            ("particle", r"(?<=.)[がはをにでのへ]$"),
        )
    ),
}
"""Taken off an answer's ends, by language: (tolerance, pattern), the first that fits
first, again and again. No negation is among them, so 「フランスではない」 never becomes フランス;
「フランスではないか」 asks."""

NOT_A_PERSON = {
    "en": re.compile(r"^of |^of$"),
    "ja": re.compile(r"[国省庁府党会軍部所社団連]$|(?:連合|機構|同盟|政府)$|^[a-z0-9]+$"),
}
"""With the names of places, what a title changes the meaning of: フランス大統領 is not フランス."""

MOST_PEELS = 10
"""No honest answer is wrapped in more."""
Peeling = tuple[str, Pattern[str]]


def unwrappings(text: str, language: str) -> Iterator[tuple[Peeling, str]]:
    """Each thing that can be taken off the ends of a folded text, in turn, and what is left."""
    for _ in range(MOST_PEELS):
        if not (found := next(_peeled(text, language), None)):
            return
        yield found
        text = found[1]


def _peeled(text: str, language: str) -> Iterator[tuple[Peeling, str]]:
    for peeling in PEELINGS.get(language, ()):
        name, pattern = peeling
        rest, times = pattern.subn("", text)
        if times and not (name == "title" and _is_no_person(rest, language)):
            yield peeling, rest


def _is_no_person(text: str, language: str) -> bool:
    return bool(NOT_A_PERSON[language].search(text)) or is_place(text, language)


NEAR_WORDS = {
    "en": """
accent accept access adapt adopt adverse allowed aloud angel angle ascent assent assess assume
assure aversion board boarder border broader capital capitol caption casual causal caution chapter
charter clarify clarity coalition collation collective collision command commend commission common
commune communism communist complaint complement completion compliant compliment composition
computation conception concession confirm conform consent conservation constant constrain
constraint contact content contention contest context contiguous continuous contract contrast
convection convention conversation conversion cooperation corporation corps corpse corrective
council counsel country county couture critic critique culture decade decent decision declaration
decoration defer deference deferent delegation deprivation derision descent desert dessert
detection detergent deterrent device devise differ difference different direction dissent distinct
district diversion division dominance effect elicit eminent emission envelop envelope envoy
evasion except excerpt exclamation exclusion exercise exorcise expand expansion expend expert
explanation exploration export expose extend extension extent federal fiscal force formal formally
former formerly fraction friction function german historic hostage human humane identify identity
illicit illusion imminent import incite inclusion industry infer inference influence insight
insistence insulation intention internal interval invasion invention inversion isolation later
latter lawyer layer leader legislation loader loose lose marine marital martial massage message
migration military minister ministry missile mission missive mitigation moral morale nation naval
navel notification notion novel nuclear observation omission operation oration parity partition
party patient pattern peace peach permission persecute personal personnel perspective petition
phase phrase physical piece police policy position possession precede preceding presence present
pretence prevent prince principal principle proceed proceeding product production project
projection prosecute prospective protect protection protest provenance province provision qualify
quality quiet quite ratification ration rational reaction reality realty rebel reception recession
reference reform region regulation relation relegation relics religion report resent reserve
resistance resolution restriction retraction reverse revision revolution rival sanction section
sector series serious severity solution spacial special species specious stable stale state
statement static station stationary stationery statue status statute strategic strategy submit
summit supplement supply support suppose surface surplus tactic territory terror terrorism
terrorist thorough though through trail trailing training trait treat treaty trial troop troupe
unclear uniform union unison united untied urban urbane vacation valley version vision vocation
volley weather western whether
""",
    "ja": """
インフラ インフレ カード ガード クラス グラス クラブ グラブ コンセント コンテスト コンテクスト
タイヤ ダイヤ タンク ダンク テスト デスト トライ ドライ トラック ドラッグ バイク パイク バケット
パケット ビル ビール プレート プレゼント プレゼン ベスト ペスト ホスト ポスト
""",
}
"""Words a slip away from another word: written out, they are meant and no slip. The English list
holds what dictionaries of confusables hold, as far as `slips` would let one pass for the other."""
