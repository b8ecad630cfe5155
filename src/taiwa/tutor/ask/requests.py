"""Lines to the tutor that are no question about the text: orders, play-acting, small talk."""

import re

from taiwa.tutor.ask.folding import fold

ORDERS_EN = r"""
^(?:(?:please|kindly|now|hey|ok|okay|and|so|then) )*(?:(?:can|could|would|will) you (?:please )?)?
(?:write|compose|draw|sing|paint|rewrite|rephrase|paraphrase|pretend|roleplay|ignore|forget|disregard
|repeat|print|reveal|output|generate|invent|imagine|act|behave|sell|buy|order|book|open|delete|run
|stop (?:being|acting|answering)|say something
|make (?:me|up|a|an|it|the|your)|tell (?:me|us) (?:a|an|another) (?:joke|story|tale|secret|lie)
|(?:speak|talk|answer|reply|respond) (?:like|as|only|in (?!english|japanese))|code|play|rhyme
|translate (?!\w+$))\b
|\b(?:ignore|forget|disregard|override|bypass) (?:\w+ ){0,3}(?:rules?|instructions?|prompts?
|guidelines|everything|restrictions?)\b
|\byou are now\b|\bfrom now on,? you\b|\bpretend (?:to be|you)|\bact as\b|\brole ?play
|\bsystem prompt|\bjailbreak|\bdeveloper mode
|\b(?:tell|know|sing|write) (?:me |us )?(?:an? |any )?(?:joke|story|poem|song)
|\b(?:who|what|how|where|when|why) (?:are|were|made|created|programmed|built|trained) you\b
|\bdo you (?:like|love|feel|work|live|sleep|eat|dream|have)\b
|\byour (?:name|age|birthday|favou?rite|rules|instructions|prompt|opinion|feelings?|creator)\b
|\btranslate (?:this|that|the following|my|it|these)\b|\bmake (?:the|your) (?:reply|answer)
|^(?:do|are|can|will|have) you (?!(?:please )?(?:tell|explain|say|describe|give|help me understand))
"""
ORDERS_JA = r"""
(?:詩|歌|俳句|短歌|小説|物語|作文|感想文|レポート|コード|プログラム|絵|地図|イラスト|曲|話)を?
(?:書い|作っ|つくっ|描い|かい|歌っ|詠ん|読ん)て
|(?:この|次の|以下の|その)(?:文|文章|段落|テキスト).{0,8}(?:訳し|翻訳|直し|書き換え)
|(?:指示|命令|ルール|規則|設定|制約).{0,6}(?:無視|忘れ|破っ|従わ)|(?:無視|忘れ)して.{0,12}(?:言|話|答|教)
|プロンプト|あなたは(?:今から|これから|もう)|(?:今から|これから)あなたは|(?:ふり|振り|まね|真似|役)をして
|なりきっ|(?:をやめて|から).{0,9}(?:になって|になれ)|悪口を|弁で(?:話|答|しゃべ)|冗談を|ジョークを|韻を踏|(?:みたいに|っぽく|風に|口調で|語尾)(?:話|答|しゃべ|に)
|(?:あなた|君|きみ|おまえ|お前)(?:は|の|って|が).{0,8}(?:名前|誰|何者|何歳|好き|年齢|気持ち|意見|誕生日)
|誰が(?:作った|つくった|開発した).{0,6}(?:ai|bot|ボット|の\??$)
"""
ORDER_EN, ORDER_JA = (re.compile(pattern.replace("\n", "")) for pattern in (ORDERS_EN, ORDERS_JA))


def is_request(question: str) -> bool:
    """True if something other than an answer from the text is wanted."""
    text = " ".join(fold(question).split())
    return bool(ORDER_EN.search(text) or ORDER_JA.search(text))
