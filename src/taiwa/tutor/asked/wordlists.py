"""The words that asking knows: what only frames a question, and what means the same.

All is general language and the names of countries; nothing belongs to one course. A `?` marks what
is asked for. In a line of `SAME_EN` the first stands for all the others.
"""

FRAME_EN = """
a an the this that these those it its he she they them their his her hers him we us our ours you your
i me my mine myself itself himself herself themselves one ones someone anyone everyone somebody anybody thing things stuff
is am are was were be been being do does did done doing have has had having will would shall should can
could may might must ought need let get got getting go goes going went gone come
comes came coming make makes made making take takes took taken put puts give gives gave given
what which whom whose how whether if then than so because since until while
and or but nor not no yes as of to in on at by for from with without into onto out up down off over
under about around after before between through during among per via within upon toward towards
there here now today already still yet also too just only even ever never again else very much many more
most less least few lot lots some any all both each every either neither other others another same such
own quite rather really actually exactly basically simply simple plain ok okay well right
please pls plz thanks thank kindly sorry hi hello hey um uh hmm tell explain describe say says said saying
speak talk mention discuss call
know knows knew known understand understood
question ask answer wonder curious interested
want like help remind show shown list name
essay text author writer course lesson part chapter paragraph article passage book read
according argue claim think thought view opinion believe
write writes wrote written suggest suggestion
kind sort type way case point example instance
word term phrase expression sentence short brief briefly long detail
third last final finally start begin began end
happen become became turn
use work idea matter
new old big small large little great good bad better best worse worst important
people person man
time day month place
apart regard regarding concerning concern relate related relation acc accord
re ve ll dont doesnt didnt isnt wasnt arent werent wont couldnt shouldnt wouldnt im ive id whats whos wheres hows thats cant
bit sure maybe perhaps possible possibly anything something nothing everything
due hence therefore earth able confused idk dunno remember forgot forget recall
grateful appreciate amount
keep kept look see seen saw find found try
originally earlier later ago once currently nowadays recent recently
overall general generally total altogether together roughly full complete whole entire
attitude stance position situation status role
""".split()

FRAME_JA = """
本文 筆者 著者 作者 文章 論考 教材 教え 説明 意味 定義 用語 言葉 名前 質問 例え 整理 簡単 単に 詳し 具体 体的 要す 結局
本当 当に 実際 際に 正直 一体 場合 内容 中身 一言 言う 言っ 言わ 言い 思う 思い 思っ 考え 知り 知っ 聞き 書い 書か 読む
述べ 挙げ 呼ば 呼び 呼ん 見る 見て 必要 必要 態度 状況 立場 関係 部分 全部 気に 一緒 緒に 両方 最近 現在 当時 最初 最後 一番
今後 将来 以外 正式 式名 正確 直接 別々 同じ 違う 多い 少な 新し 良い 悪い 成る 受け 始め 終わ 起き 変わ 変え 無い 有る
話 点 方 時 事 者 人 国 何 数 年 月 日 今 的 性 上 中 後 前 言 他 彼 私 氏 例 訳 扱 要 気 感 作 使 出 行 来 持 入 取 見 聞 教 正 先
題 付 合 成 受 始 終 立 起 変 無 有 在 可 能 不 非 第 節 章 思 考 知 書 読 呼 全 部 分 込 引 向 回 置 続 進 名 本 側 語 文
""".split()

SAME_EN = """
?when when year date
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

NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()

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
South_Korea korea korean seoul / 韓国 ソウル
North_Korea northkorea pyongyang / 北朝鮮
Australia australian canberra aussie / オーストラリア 豪州
New_Zealand newzealand wellington / ニュージーランド
India / インド
Belgium belgian / ベルギー
Estonia estonian / エストニア
Canada canadian / カナダ
Taiwan taiwanese taipei / 台湾 台北
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
