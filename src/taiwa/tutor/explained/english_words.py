"""English words by what they mean, for telling that two clauses say the same thing.

A line is one concept: the words and phrases that stand for it, and behind a slash those that say
its opposite. A word may stand in several lines; `_` joins the words of a phrase. All is general
language; nothing belongs to a course.
"""

CONCEPTS = """
agree agreement consensus unanimity unanimous accept approve support back favour endorse consent permit allow welcome yes in_favour on_board say_yes sympathise / oppose object objection opposition against resist refuse reject veto block disagree dislike disapprove protest say_no said_no a_no negative
unanimity unanimous consensus everyone_agree all_agree full_agreement
all every everyone everybody each whole entire unanimous unanimity anybody any
disagree disagreement divide split differ differing quarrel dispute torn two_minds controversy controversial polarise conflicting
advance progress proceed forward ahead continue develop improve grow / stop stall block shelve halt held_up hold_up on_hold hold stuck fail failure collapse kill dead come_to_nothing came_to_nothing drop thwart paralyse cancel postpone freeze scrap in_the_way interfere interference hinder obstacle never_open never_happen not_come_about backwards gridlock deadlock fall_through fell_through
increase grow growth rise spread expand widen broaden enlarge extend strengthen boost build_up step_up deepen heighten intensify add bigger more / decrease shrink reduce decline lessen cut fewer less diminish narrow
strengthen reinforce boost stronger / weaken undermine harm damage hurt impair erode suffer lose loss endanger jeopardise compromise
start begin launch set_up found establish open create / end close abolish finish terminate give_up quit abandon
independent independence autonomy autonomous sovereignty by_itself for_itself on_its_own itself themselves self freedom free decide_for_itself / dependent dependence depend rely reliance
member membership join belong part inside / outside non_member nonmember outsider
same alike similar share common identical / different differ differing difference diverse unlike distinct various vary
new recent recently lately novel newly brand_new / old older long_ago already for_years long_before
first primary main chief core central important priority principal key foremost number_one no_1 essential fundamental basic / secondary minor
permanent standing lasting last durable constant continuous ongoing long_term regular maintain sustain keep_going keep_alive alive preserve keep stable continuously / temporary one_off occasional occasionally once_in_a_while now_and_then ad_hoc short_lived
formal official officially
form_s_sake for_show symbolic symbol superficial appearance lip_service formal ceremony
lead leader leading leadership head initiative initiate pioneer spearhead front in_front go_ahead guide drive steer active actively proactive take_charge / follow follower passive passively react reactive respond imitate obey
ahead advanced further lead leading first earlier head_start go_first gone_first precede frontrunner strong / behind lag late
law legal legally constitution constitutional article legislation statute
limit limited restrict restriction constraint constrain bound hand_tied tie_hand tied_hand handicap / free freely unlimited unrestricted
trust trusted reliable reliability reliably dependable rely_on count_on counted_on trustworthy confidence credible credit faith / distrust mistrust suspicious unreliable
caution cautious careful carefully prudent prudence wary hesitant hesitate hesitation reserved reluctant reluctance sceptical / rash reckless hasty hurry rush
stable stability steady steadiness calm / unstable instability unrest trouble turmoil disorder volatile chaos crisis
shake shaken unsettle upset disturb disrupt shock destabilise rock
worry concern concerned fear afraid anxious anxiety unease uneasy doubt misgiving nervous apprehension scare wary alarm question hesitant
danger dangerous risk threat threaten menace hazard peril
safe safely safety secure security
protect protection defend defence guard shield safeguard
attack invade invasion aggression assault war
war conflict fight fighting clash battle violence
peace peaceful pacifist pacifism
clash contradict contradiction contradictory conflict odds incompatible inconsistent collide irreconcilable / fit match consistent consistency compatible square line reconcile harmony harmonise go_together suit combine
fit match consistent consistency compatible square suit reconcile harmony harmonise accord
military army troop force soldier armed unit
navy naval warship ship frigate vessel fleet
send dispatch deploy deployment sail station visit arrive call come
presence troop station military base
exercise drill training train manoeuvre practise
meet meeting talk dialogue discussion discuss consult consultation conversation speak communicate communication contact negotiate negotiation session conference table
easy easier easily simple simpler smooth smoothly convenient / hard harder difficult complicated complicate
complex complicated complicate difficult messy
quick quickly quicker fast faster swift prompt smooth / slow slower delay
direct directly straight immediately personally face_to_face one_on_one one_to_one
information intelligence data material
secret classified confidential sensitive
share exchange hand_over pass_on swap give transfer
leak disclose spill reveal
agreement treaty pact accord arrangement document paper sign signed written contract programme program itpp
plan programme program scheme project proposal idea
office bureau
mission representation delegation
ambassador envoy diplomat
region regional area zone territory geographical neighbourhood scope range boundary borders sphere
beyond outside exceed stretch overstep past transcend more_than not_just not_only farther further
link connect connected connection connectivity tie tied bound interdependent intertwine inseparable hang_together interlink relate join / separate detach unrelated isolate nothing_to_do
affect influence impact effect consequence reach spill felt repercussion implication felt
influence power clout weight
challenge defy challenging
systemic system
contain containment hem keep_down hold_back hold_down encircle curb restrain suppress surround box
aim goal objective purpose target intend intention want try seek wish
rule norm regulation law
order system structure
frame framework architecture foundation structure
design shape draw draw_up form plan build create make blueprint devise draft organise arrange decide_how write construct lay_out define
change shift transform transformation reshape rebuild restructure reorganise reorganisation flux alter turn evolve remake / unchanged as_ever remain_same
enough sufficient suffice adequate will_do / insufficient inadequate fall_short falls_short
static passive traditional conventional old earlier previous past follow still
together combine combined combination both jointly integrate unite joint in_tandem hand_in_hand / separately apart alone without_other one_of_the_two on_its_own
value belief principle
bridge mediate mediator go_between reconcile bring_together unite coordinate coordination negotiate adjust broker common_ground work_out compromise agree cooperate work_together
cooperate cooperation cooperative collaborate collaboration work_together working_together partnership partner team teamwork
institution institutional framework arrangement structure mechanism machinery organisation
overlap cross tangle mix intersect come_together simultaneous same_time pile compound interlock converge combine together
economy economic
technology technological tech
assertive assertively tough aggressive forceful hard_line pushy bold confrontational
people public citizen nation population voter society nationwide popular
opinion view mind voice attitude
government cabinet administration authorities
explain explanation justify reason answer account accountable accountability transparent transparency openly tell
supervise supervision oversee oversight watch control monitor eye check scrutiny scrutinise
parliament diet lawmaker elected representative legislature assembly
opposition opposition_party opposition_member
understanding understand accept acceptance warm open sympathy tolerate
defence_only exclusive_defence exclusively_defensive exclusively_defence self_defence defensive only_defending
climate environment warming
woman women gender female wps
non_traditional nontraditional wps climate issue_other beyond_war non_military
field area domain subject issue topic theme sphere matter
peacebuilding peacebuilder build_peace building_peace peace_building helps_build_peace
collective_defence mutual_defence defend_each_other
mutual mutually collective each_other one_another reciprocal
deter deterrence
decide decision determine choose say vote
own unique special distinctive peculiar particular
place position standing status
strength advantage asset plus strong_point
benefit benefits gain profit advantage good win useful serve help interest interests profitable
both two each either pair
two bilateral two_way pair one_on_one
one single alone lone
ally alliance quasi_alliance
near nearly almost close quasi virtually
layer layered multi_layered stack tier
several many multiple numerous various different
submarine sub
nuclear atomic
drought water dry shortage
disaster flood storm earthquake catastrophe calamity
relief rescue aid help assist
arctic polar far_north north_pole
melt thaw disappear
rival rivalry compete competition contest race struggle vie
centre central core heart axis pillar revolve focus main
replace substitute take_the_place instead supplant displace / supplement complement addition additional add on_top
option choice alternative
dedicated full_time own separate exclusive only alone sole
use employ utilise draw_on exploit
base basis foundation ground root rooted groundwork build_on built_on rest rest_on underlie footing
role part function
world global international worldwide
promise pledge commit commitment vow undertake
duty obligation obliged responsible responsibility must
need necessary require requirement indispensable must have_to has_to essential crucial demand should
daily everyday day_to_day routine practical practice working_level
attention interest interested look notice care turn_to
involved involvement engage engagement active presence
bloc organisation group
ministers minister
cause lead_to trigger bring_about set_off result likely
often frequently frequent busy
money budget spending spend fund invest investment
disinformation fake false propaganda
coercion coerce pressure bully blackmail
military_build_up armament arms rearm
touchstone test test_case trial prove
ideal image identity self_image
independent separate own
outlook future prospect
hopeful bright positive optimistic promising good favourable / gloomy bleak pessimistic
embassy
summit leaders_meeting
unfamiliar odd strange
reason because
wheel track pillar side_by_side simultaneously both
renounce give_up gave_up reject abandon renunciation
support understanding accept acceptance
"""

ACTORS = """
japan japanese tokyo nippon
france french paris macron
germany german berlin
uk britain british london united_kingdom england english
usa us america american americans united_states washington the_states
south_korea korea korean seoul rok s_korea
australia australian canberra aussie
new_zealand zealand wellington nz
china chinese beijing prc
russia russian moscow putin
ukraine ukrainian kyiv
turkey turkish ankara erdogan
nato
europe european euro_atlantic north_atlantic
asia asian indo_pacific pacific far_east asia_pacific
italy italian rome
spain spanish madrid
poland polish
canada canadian
india indian
netherlands dutch
belgium belgian
sweden swedish
finland finnish
norway norwegian
hungary hungarian
greece greek
austria austrian
taiwan taiwanese
north_korea
vietnam vietnamese
philippines philippine filipino
indonesia indonesian
singapore
iran iranian
israel israeli
brazil brazilian
mexico mexican
portugal portuguese
denmark danish
switzerland swiss
brussels
un united_nations
eu european_union
"""
"""Who acts: countries and organisations, each with its people and capital."""

IDLE = """
a an the this that these those it its he she they them their his her him i me my we our us_all you your one_s
of to in on at by for from with into onto over under about as than through via per towards toward up down out off within during
and or but so yet also too then thus therefore hence although though while whereas if when whenever as because since
is are was were be been being am do does did done have has had having will would shall should can could may might
there here who whom whose which what where why how just very really quite rather simply actually basically even still already
make makes made making get gets got getting take takes took taken taking go goes went gone going come comes came coming put puts give gave given
author essay text says said say think thinks thought see sees seen saw regard regards regarded view views viewed consider considers considered call calls called describe described argue argues argued
thing things something anything way ways kind kinds sort sort_of lot lots stuff etc example instance eg ie sure maybe perhaps guess believe know
become becomes became becoming think thinking mean means meant seem seems seemed any between after before until till again only ought therefore like such other others another some much well like long now today again s re ve ll d m t
"""

NEGATORS = frozenset(
    "not no never nothing nobody none neither nor without cannot hardly scarcely barely isnt arent wasnt werent dont doesnt didnt wont wouldnt cant couldnt shouldnt havent hasnt hadnt aint nt".split()
)

WEAK = frozenset("more most less new good people country countries state states nation nations japan nato part work works working one two both own use need needs must should have_to role time year years area issue".split())
