"""The words that asking knows: what only frames a question, and what means the same.

All is general language and the names of countries; nothing belongs to one course.
"""

FRAME_EN = frozenset("""
a an the this that these those it its he she they them their his her hers him we us our ours you your
i me my mine myself itself themselves one ones someone anyone everyone somebody anybody thing things stuff
is am are was were be been being do does did done doing have has had having will would shall should can
could may might must ought need needs needed let lets get gets got getting go goes going went gone come
comes came coming make makes made making take takes took taken put puts give gives gave given
what which who whom whose when where why how whether if then than so because since until while
and or but nor not no yes as of to in on at by for from with without into onto out up down off over
under about around after before between through during against among per via within upon toward towards
there here now today already still yet also too just only even ever never again else very much many more
most less least few lot lots some any all both each every either neither other others another same such
own quite rather really actually exactly basically simply simple simpler plain ok okay well right
please pls plz thanks thank kindly sorry hi hello hey um uh hmm tell explain describe say says said saying
speak speaks talk talks talking mention mentions mentioned mentioning discuss discusses discussed call calls called
mean means meant meaning definition define defined def know knows knew known understand understood
question questions ask asks asked asking answer answers wonder wondering wondered curious interested
want wants wanted like likes liked help helps helped remind show shows showed shown list name named names
essay text author writer course lesson section part chapter paragraph article passage book read reading
according argument argue argues argued claim claims claimed think thinks thought view views opinion believe
write writes wrote written suggest suggests suggested
kind kinds sort sorts type types way ways case cases point points example examples instance
word words term terms phrase phrases expression sentence short brief briefly long detail details
first second third last final finally start started begin began end ended
happen happens happened happening become becomes became turn turns turned
use uses used using work works worked idea ideas matter matters
new old big small large little great good bad better best worse worst important
people person man
time day year years month months date place places number reason reasons difference differences different differ
apart regard regarding concerning concern relate related relation regards acc accord
re ve ll dont doesnt didnt isnt wasnt arent werent wont couldnt shouldnt wouldnt im ive id whats whos wheres hows thats cant
bit sure maybe perhaps possible possibly anything something nothing everything
due hence therefore earth able confused confuse confusing idk dunno remember forgot forget recall
grateful appreciate amount amounts
keep keeps kept look looks looked looking see seen saw find finds found try trying tried
originally earlier later ago once currently current nowadays recent recently
overall general generally total altogether together roughly full fuller complete whole entire
attitude stance position situation status role
""".split())

FRAME_JA = """
について教えてください について教えて を教えてください を教えて 教えてください 教えて おしえて
教えていただけますか 教えていただけませんか 説明してください 説明して 知りたいのですが 知りたいです 知りたい
わかりやすく 分かりやすく 簡単に 詳しく ざっくり言うと ざっくり ひとことで 一言で 具体的には 具体的に
ようするに 要するに つまり 結局 そもそも 本当に ほんとに 実際に 正直 やっぱり ちょっと いったい 一体
本文によると 本文では 本文に 本文の 本文 筆者によると 筆者 著者 作者 文章 論考 この節 テキスト 教材
どういう意味 どういうこと どんなもの どんなこと どんな どのような
意味 定義 用語 言葉 名前 正式名称 質問 例えば たとえば 整理して
頭がこんがらがります もらえますか いただけますか 場合 理由 内容 中身
""".split()

LIGHT_KANJI = frozenset(
    "話点方時事者人国何数年月日今的性上中後前言他彼私氏例訳扱要気感作使出行来持入取見聞教正先"
    "最近現在当初一番今後将以外緒両三二四直別同違異多少大小高低新古良悪本件題付合成受始終立起変"
    "無有可能不非第節章思考知書読呼全部分込引向回置続進"
)

SAME_EN = """
object oppos opposit block veto refus reject
premier pm
fail collaps thwart abort
join enter access admiss
offici formal
poll survey questionnair
ship warship frigat vessel
offic bureau
critic weak doubt flaw counterargu
recommend advic propos advis
army militari
law legisl bill
strict harsh tough stern
tie relat relationship
summari sum summaris gist overview recap
women woman female
"""

SAME_JA = {"調印": "署名", "サミット": "首脳会合", "アンケート": "世論調査", "フェイク": "偽"}

COUNTRIES = """
japan japanes / 日本
usa american america / 米国 アメリカ
uk british britain england english / 英国 イギリス
france french / フランス 仏国
germany german / ドイツ 独国
italy italian / イタリア
spain spanish / スペイン
turkey turkish turkiye ankara / トルコ
russia russian moscow / ロシア
china chines beij prc / 中国
ukrain ukrainian / ウクライナ
skorea korea korean seoul / 韓国
nkorea pyongyang / 北朝鮮
australia australian canberra / オーストラリア 豪州
newzealand wellington / ニュージーランド
india / インド
belgium belgian / ベルギー
estonia estonian / エストニア
canada canadian / カナダ
"""
