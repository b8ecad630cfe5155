"""The words that asking knows: what only frames a question, and what means the same.

All is general language and the names of countries; nothing belongs to one course. A `?` marks what
is asked for. In a line of `SAME_EN` the first stands for all the others.
"""

FRAME_EN = """
a able about acc accord according actually after again ago all already also altogether am among
amount an and another answer any anybody anyone anything apart appreciate are arent argue around
article as ask at attitude author bad basically be became because become been before began begin
being believe best better between big bit book both brief briefly but by call came can cant case
chapter claim come comes coming complete concern concerning confused could couldnt course curious
currently day describe detail did didnt discuss do does doesnt doing done dont down due dunno
during each earlier earth either else end entire essay even ever every everyone everything exactly
example explain expression few final finally find for forget forgot found from full gave general
generally get getting give given gives go goes going gone good got grateful great had happen has
have having he hello help hence her here hers herself hey hi him himself his hmm how hows i id idea
idk if im important in instance interested into is isnt it its itself ive just keep kept kind
kindly knew know known knows large last later least less lesson let like list little ll long look
lot lots made make makes making man many matter may maybe me mention might mine month more most
much must my myself name need neither never new no nor not nothing now nowadays of off ok okay old
on once one ones only onto opinion or originally other others ought our ours out over overall own
paragraph part passage people per perhaps person phrase place plain please pls plz point position
possible possibly put puts question quite rather re read really recall recent recently regard
regarding relate related relation remember remind right role roughly said same saw say saying says
see seen sentence shall she short should shouldnt show shown simple simply since situation small so
some somebody someone something sorry sort speak stance start status still stuff such suggest
suggestion sure take taken takes talk tell term text than thank thanks that thats the their them
themselves then there therefore these they thing things think third this those thought through time
to today together too took total toward towards try turn type uh um under until up upon us use ve
very via view want was wasnt way we well went were werent what whats wheres whether which while
whole whom whos whose will with within without wonder wont word work worse worst would wouldnt
write writer writes written wrote yes yet you your
"""

FRAME_JA = """
本文 筆者 著者 作者 文章 論考 教材 教え 説明 意味 定義 用語 言葉 名前 質問 例え 整理 簡単 単に 詳し
具体 体的 要す 結局 本当 当に 実際 際に 正直 一体 場合 内容 中身 一言 言う 言っ 言わ 言い 思う 思い
思っ 考え 知り 知っ 聞き 書い 書か 読む 述べ 挙げ 呼ば 呼び 呼ん 見る 見て 必要 態度 状況 立場 関係
部分 全部 気に 一緒 緒に 両方 最近 現在 当時 最初 最後 一番 今後 将来 以外 正式 式名 正確 直接 別々
同じ 違う 多い 少な 新し 良い 悪い 成る 受け 始め 終わ 起き 変わ 変え 無い 有る 話 点 方 時 事 者
人 国 何 数 年 月 日 今 的 性 上 中 後 前 言 他 彼 私 氏 例 訳 扱 要 気 感 作 使 出 行 来 持 入 取
見 聞 教 正 先 題 付 合 成 受 始 終 立 起 変 無 有 在 可 能 不 非 第 節 章 思 考 知 書 読 呼 全 部
分 込 引 向 回 置 続 進 名 本 側 語 文
"""

SAME_EN = """
?when when date
?why why reason
?who who
?where where
?many many number percent percentage share figure
?differ difference differ different versus vs compare comparison compared contrast
?mean mean meaning define definition def stand abbreviation acronym
?sum summary summarise sum gist overview recap main
object oppose against block veto refuse reject
premier pm
fail collapse thwart abort
join enter accession admission
official formal
poll survey questionnaire
ship warship frigate vessel
office bureau
criticise weak weakness doubt flaw counterargument
recommend advice propose advise
army military
law legislation bill
strict harsh tough stern
tie relationship
woman women female
"""

FAMILIAR = """
abandon able abroad absolutely accept access account accuse achieve across actual add admit advance
afford afraid afterwards aid aim alarm alike alive allow along aloud alter although amazing amid
amongst annoy apparently appear apply appoint approach arise arrange arrive aside aspect assert
assess assume assure attach attempt attract authentic avoid aware awful badly barrier basic basis
bear beat behave belong beneath beside besides bet beyond biggest bind bits blame bless blunt boast
body boil bold boring bother bottom brand brave break bright bring broad build busy buy calculate
capable care careful carry catch cause caveat cease centre certain challenge chance character
characterise charge cheap check cheer choose circumstance cite clarify class classify clear clever
close clue coast coin colleague collect column combine comfortable command comment commit common
compel complain complete compose comprise concrete confident confirm consequence consider
considerable consist constant contact contain context continue contrary contrast convey convince
cope core corner correct couple courage crazy create cross crucial cut daily damage dangerous dare
dark deal dear debate decade decent declare decline deep define definitely degree delay deliberate
deliver demonstrate deny depend depth description deserve desire despite develop devote dig direct
dirty dislike dismiss disturb document dominate double draw dream drive drop dub dull eager early
earn ease easy edge effort element elsewhere emerge emphasis empty enable encourage engage enhance
enjoy enormous ensure entail enter entitle essence essential evaluate event eventually evidence
evolve exact examine exceed excellent except exclude exclusive excuse exert exist expand expect
experience explanation explicit extend extent extra extreme face fact factor fail fair fall false
famous fancy fault favour favourable feature feel fellow fight figure fill firm fit fix flat focus
follow foolish force foreign foremost form former formulate forward foster frame free frequent
fresh friendly front fun function fundamental funny furious future gain gap gather gentle genuine
giant gist glad global gradually grand grant grasp guess guide guilty habit half handle hang happy
hard hardly harm hate headline heart heavily heavy height hide highlight highly hint hit hold
honest hope hostile huge hurry hurt identify ignore illustrate immediate impact imply importance
impress improve improvement incident include indicate individual influence inform initial input
inside insight insist inspire instead intend intense interest interpret introduce invent invite
involve irritate isolate issue item job join joke judge judgement keen key kick kinda kindness
label lack late latter laugh lay lead lean learn legit length let letter level lie lift light
likewise limit line link little load local location logic lonely loose lose loud lovely low luck
mad main maintain majority manage manner mark meantime mechanism meet member mention mere mess
method mind minor miss mistake mix moment mood moreover motion motivate move mutual named narrow
nasty natural near neat necessarily necessary negative nervous nice nickname nobody noise normal
notable note notice notion obey object observation observe obtain obvious occasion occur odd offer
official opposite opt option ordinary organise otherwise ought outcome outline outlook outside owe
pace pack pair part partially particular pass past path pay perceive perfect perform perspective
persuade phase phenomenon pick picture piece pile plain plausible plenty polite poor popular
portray pose possess posture potential practice practise precise precondition prefer preference
premise prepare present press presumably pretty prevent previous primary principal prior probable
probably proceed process progress prominent promise promote proof proper property proportion
propose prospect proud prove provide provoke public pull pure purpose pursue push puzzle quality
quick quiet raise range rank rapid rare rate rationale reach react reader ready real realise
reality reasoning reckon recognise reduce refer reflect regular reject relative relevant rely
remain remark remarkable remove repeat replace represent representative reputation require resemble
resolve respect response rest result return reveal rid rise roll root rough round row rude ruin
rush safe sake same save scale scared scene scope secret seek seem select sell sense separate
sequence series serious serve set settle severe shame shape share sharp shock short shut sign
significance significant silly similar simplify single situation slight slogan slow small smart
smooth soft solid solve somehow sorry spare speaker special specific speed spend spirit spite split
spot spread stage stand standpoint stay steady step stick stop strange strengthen stress strict
strike strong struggle stuck stuff stupid style substance succeed success sudden suddenly suffer
sufficient suggest suit suitable sum supply support suppose surprise survive suspect sweet switch
symbol tackle talent task taste tend tendency tension terrible theory thick thin throw tight tiny
tired top topic total touch tough trace track tradition treat trend trick trouble true trust truth
twice typical ugly ultimately unable unclear undergo underlie underline undertake unfair unique
unlike unsure unusual upset urgent usage usual usually utter vague value various vast version view
viewpoint visible vital voice wait wake warm warn waste wat watch weak wear weird whatever whenever
wherever whoever wide wild willing win wise wish wonderful worldview worried worry worth wrap wrong
yourself
"""

NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"

COUNTRIES = """
Japan japanese nippon / 日本
United_States usa american america / アメリカ 米国
United_Kingdom uk british britain england english / イギリス 英国
France french / フランス
Germany german / ドイツ
Italy italian / イタリア
Spain spanish / スペイン
Turkey turkish turkiye ankara / トルコ
Russia russian moscow / ロシア
China chinese beijing prc / 中国
Ukraine ukrainian kyiv kiev / ウクライナ
South_Korea korea korean / 韓国
North_Korea northkorea pyongyang / 北朝鮮
Australia australian canberra aussie / オーストラリア 豪州
New_Zealand newzealand wellington / ニュージーランド
India / インド
Belgium belgian / ベルギー
Estonia estonian / エストニア
Canada canadian / カナダ
Taiwan taiwanese / 台湾
Philippines philippine filipino / フィリピン
Poland polish / ポーランド
Finland finnish / フィンランド
Sweden swedish / スウェーデン
Norway norwegian / ノルウェー
Denmark danish / デンマーク
Netherlands dutch holland / オランダ
Hungary hungarian / ハンガリー
Greece greek / ギリシャ
Portugal portuguese / ポルトガル
Austria austrian / オーストリア
Switzerland swiss / スイス
Romania romanian / ルーマニア
Latvia latvian / ラトビア
Lithuania lithuanian / リトアニア
Serbia serbian / セルビア
Ireland irish / アイルランド
Iceland icelandic / アイスランド
Israel israeli / イスラエル
Iran iranian / イラン
Iraq iraqi / イラク
Syria syrian / シリア
Afghanistan afghan / アフガニスタン
Pakistan pakistani / パキスタン
Vietnam vietnamese / ベトナム
Thailand thai / タイ
Indonesia indonesian / インドネシア
Malaysia malaysian / マレーシア
Singapore / シンガポール
Mongolia mongolian / モンゴル
Brazil brazilian / ブラジル
Mexico mexican / メキシコ
Argentina / アルゼンチン
Egypt egyptian / エジプト
Belarus / ベラルーシ
Georgia / ジョージア
Kazakhstan / カザフスタン
"""
"""The name shown, and other forms; `_` stands for a space."""
