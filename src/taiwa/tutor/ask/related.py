"""Words of like meaning, in both languages: one concept a line. All is general language."""

RELATED = """
abandon quit leave drop end scrap cancel terminate dissolve replace やめ 捨て 廃止 離脱 中止 放棄 \
解消 代わ
stop halt block prevent hinder obstacle wall fail failure collapse thwart shelve stall deadlock \
kill sink 止め 止ま 頓挫 失敗 挫折 棚上 行き詰 つぶ 潰 だめ 実現 壁
oppose opposition object objection against resist reject veto refuse disagree criticise protest \
no sceptical hesitant 反対 抗議 批判 反発 拒 異論 いや 嫌 乗り気
cautious caution careful wary reluctant sceptical doubt hesitant slow prudent 慎重 警戒 渋 消極 \
控え 用心 疑問 乗り気
support favour approve agree backing acceptance accept understanding positive 支持 賛成 肯定 好意 \
前向 理解 歓迎 受け入れ 評価
join enter accession member membership belong participate participation part partner 加盟 加入 \
参加 加わ 入る 入っ 入れ 入り メンバー 一員 仲間 パートナー
sign conclude agree agreement treaty pact deal accord settle ratify 署名 締結 調印 結ば 結ん 結ぶ \
合意 協定 条約 取り決 約束
effect force effective valid start begin 発効 施行 効力 始ま 開始 有効
pass passed enact adopt adoption approve vote 成立 可決 採択 通っ 通り 通過 制定 決ま
found establish create set open launch origin exist 設立 創設 設置 開設 創立 でき 作ら 作っ 作る \
開か 発足
announce publish reveal report issue release 発表 公表 報道 報じ 伝え 明らか 出た 出さ
separate independent independence split leave detach own 独立 分離 分か 別れ 独り立
attend attendance visit go travel appear show stay away skip 出席 参加 訪問 訪れ 行っ 来た 欠席 \
顔ぶれ そろ 集ま 出た
meeting summit talks conference gathering dialogue consultation 会合 会議 会談 対話 協議 話し合 \
サミット 集まり
exercise drill training manoeuvre practise train 演習 訓練
ship frigate vessel warship navy naval fleet boat 艦 艦船 軍艦 船 海軍 フリゲ 艦艇 護衛
send dispatch deploy deployment call port 派遣 送っ 送り 送る 出し 寄港 来航
navy army military troops soldiers forces armed weapons arms 軍 軍隊 部隊 軍事 兵器 武器 自衛 \
海自 海上
japan tokyo 日本 東京
europe european 欧州 ヨーロッパ
pacific indo asia asian 太平 太平洋 アジア インド
america american washington アメリカ 米国 ワシントン
danger risk threat threaten peril hazard 危険 リスク 脅威 脅か 危機 こわ 怖
mix overlap cross intertwine combine compound pile tangle 複合 交差 重な 絡み からみ 混ざ 交わ \
組み合
buy import purchase trade supply supplier depend dependence rely single source 輸入 貿易 買 依存 \
頼 供給
pressure coerce coercion force squeeze bully blackmail sanction 圧力 威圧 強制 脅し 従わ 制裁
lie false fake misleading propaganda rumour 偽 嘘 うそ デマ フェイク 虚偽 ニセ
harsh tough strict stern severe hard sharp tone wording change shift 厳し きつ 強硬 強ま 変化 \
表現 書き 言い方 トーン
assertive aggressive behaviour conduct action attitude 強硬 姿勢 行動 態度 ふるまい 振る舞
invade invasion attack war aggression conflict fight 侵略 侵攻 攻撃 戦争 攻め 攻め込 紛争 争い
protect defend defence guard safeguard safety security safe 防衛 守 守る 守り 防護 保護 安全 保障
contain containment encircle hem surround 封じ 包囲 抑え 囲
deter deterrence discourage 抑止 思いとどま
goal aim objective purpose intention target want try 目標 目的 狙い ねらい 意図 めざ 目指
reason cause trigger because motive ground background 理由 原因 動機 きっかけ 契機 背景 わけ
meaning define definition stand abbreviation 意味 定義 略 正式 名称
criticism weakness weak flaw doubt problem objection convincing shortcoming 弱点 弱い 欠点 疑問 \
異論 反論 問題 批判 おかし 変
contradiction contradict clash inconsistent inconsistency conflict odd strange incompatible \
reconcile compatible compatibility coexist together fit 矛盾 両立 整合 食い違 おかし 変 一貫 調和 \
相いれ 合わ 大丈夫 仲良
difference differ compare comparison versus distinguish contrast distinct 違い 違う 比較 比べ 差 \
区別 異な
same identical equal alike 同じ おなじ 同一 一緒 等し
divide split disagreement dispute polarise opinion half controversy 二分 割れ 分か 対立 まっぷた \
論争 半々 賛否
poll survey percent questionnaire figures public opinion 世論 調査 アンケート 割合 パーセント \
数字 国民
citizen people public voter nation population 国民 市民 人々 世論
government cabinet administration prime minister 政府 内閣 首相 総理 閣議
must should duty demand ask require need necessary obligation condition 求め 要求 義務 条件 必要 \
べき やら 責任
explain justify transparency account accountable 説明 責任 アカウ
parliament diet congress party parties lawmaker politician 国会 議員 政党 野党 与党 議会
consensus agreement unanimous unanimity everyone decide decision vote 合意 全会 一致 コンセ 決定 \
決め 意思 投票 多数決
recommend recommendation advice advise propose proposal suggest should future 提言 勧め 提案 \
すすめ 今後 べき 主張
conclusion message claim main thesis argument point overall 主張 結論 要旨 言いた まとめ 論旨
summary summarise overview gist recap sum 要約 概要 要点 まとめ ダイジェ
strength advantage asset strong benefit useful merit good 強み 利点 長所 メリット 得 うれし 便利 \
役立
limit limitation constraint restriction restrict law legal tie bound 制約 制限 限界 縛り 縛ら \
法律 法制 憲法 壁
law legislation bill act statute constitution legal 法律 法制 法案 憲法
trust reliable reliability rely confidence dependable credible 信頼 信用 当て 頼り
stable stability steady steadiness calm 安定
ahead lead leading advance front first pioneer 先行 進ん 先ん リード 早い 先頭 主導 トップ
behind lag late slow 遅れ 後れ
join together jointly cooperate cooperation collaborate partnership tie relationship work 協力 \
連携 提携 組ん 組む 一緒 関係 いっしょ
member country countries nation state number 加盟 国々 参加 構成
image ideal identity principle idea concept philosophy 理念 理想 イメー 自己 考え方
peace peaceful pacifist war renounce 平和 戦争 不戦
role part contribute contribution task responsibility 役割 貢献 責任 担い
shape design draw plan build vision blueprint 設計 構想 描 形成 つく 作
rule rules norm order system framework structure ルール 規則 秩序 仕組 枠組 体制 制度 骨組
rebuild reorganise restructure transform change reshape remake turn turning point 再編 変革 転換 \
組み替 曲がり 変わ 節目 岐路 転機
static passive go along follow old traditional previous past until 静的 受け身 受動 従来 これまで \
いままで 今まで 合わせ
alone single unilateral independent independently solo 単独 一人 ひとり 独り 自分だけ
technology tech technological science 技術 テクノ 科学 先端
space outer satellite 宇宙
climate warming environment drought flood 気候 温暖 環境 干ばつ 洪水
woman women female gender girl 女性 女の 女子 ジェンダ
officer soldier posted posting colonel headquarters 自衛官 派遣 本部 軍人
secret classified confidential information intelligence 秘密 機密 情報 極秘
office bureau post branch base outpost 事務所 拠点 オフィス 支部 窓口
embassy ambassador envoy mission delegation representation 大使 大使館 代表部 使節
size scale big small large staff 規模 大きさ 人員
status current present situation afterwards happened 現状 現在 状況 その後 いま どうなっ
category official status formal label name title term 公式 正式 資格 呼び 名称 用語 呼称
quote remark statement speech address words said 発言 言葉 演説 述べ 講演 語っ セリフ しゃべ \
コメント
praise compliment closest admire 評価 ほめ 褒め 称賛 最も近
angry anger furious protest recall 怒 抗議 召還 呼び戻
submarine submarines nuclear 潜水 潜水艦 原子 原潜
fighter jet plane aircraft 戦闘 戦闘機 飛行機
supplies fuel food share provide 燃料 食料 物品 融通 補給
visit access reciprocal 訪問 円滑 立ち入
layer multi several 多層 層 重ね
neighbour partner comparison peers 比較 他国 ほか
missing absent omit cover mention 出てこ 触れ 省 扱 いない 抜け
reliable steady slow careful 慎重 安定
test trial prove measure standard 試金 試 見きわ
responsibility duty burden 責任 責務
strategic strategy 戦略
build up increase expand expansion grow growth widen 拡大 拡張 増 広が 広げ 軍拡 拡充
nature disaster natural 災害
translation translate english wording original japanese 英語 原文 訳 日本語 和訳 翻訳
fields areas domain sector subjects 分野 領域 部門 ジャンル
new emerging novel recent latest 新しい 新領 新た 最近 近年
permanent standing lasting ongoing regular 恒常 継続 いつも 常設
connect connection connectivity link linked interlinked 連結 つなが 接続 結びつ 響き
practical everyday daily practice working 実務 日々 実際 現場
chemical biological radiological weapons cbrn 化学 生物 放射 兵器
pillar pillars part parts 柱 本柱 部分
peacekeeping peacekeeper ceasefire 平和維持 停戦
poll approve disapprove 賛成 反対
"""
