"""English words by what they mean, for telling that two clauses say the same thing.

In `CONCEPTS`, `ACTORS` and `REGIONS` a line is one concept (longer ones go on, indented): the words
and phrases that stand for it and, behind a slash, those that say its opposite. A word may stand in
several lines; a hyphen joins the words of a phrase. All of it is general language.
"""

CONCEPTS = """
agree agreement agreed consensus unanimity unanimous accept approve support back favour endorse
  consent permit allow welcome yes in-favour on-board say-yes go-along-with / oppose opposed
  object objection opposition against resist refuse reject veto block disagree dislike disapprove
  protest say-no said-no no-vote negative
all every everyone everybody each whole entire unanimous unanimity consensus together
divide disagree disagreement split differ differing quarrel dispute torn two-minds controversy
  controversial polarise conflicting / united unite
advance progress proceed forward ahead continue develop improve go-ahead move-on / stop stall
  block shelve halt hold-up held-up on-hold stuck fail failure collapse kill dead come-to-nothing
  came-to-nothing drop thwart paralyse cancel postpone freeze scrap in-the-way interfere
  interference hinder obstacle never-open never-happen not-come-about backwards gridlock deadlock
  fall-through fell-through prevent
increase grow growth grew grown rise spread expand widen broaden enlarge extend strengthen boost
  build-up step-up deepen heighten intensify add bigger larger more / decrease shrink reduce
  decline lessen cut fewer less diminish narrow
strengthen reinforce boost stronger / weaken weak undermine harm damage hurt impair erode suffer
  lose loss endanger jeopardise compromise
begin start launch set-up found establish open create introduce / end close abolish finish
  terminate give-up quit abandon
independence independent autonomy autonomous sovereignty by-itself for-itself on-its-own itself
  self-determination freedom decide-for-itself / dependent dependence depend rely reliance
  at-the-mercy
member membership join belong accede in-it part-of / outside non-member nonmember outsider stay-out
  stays-out kept-out remain-outside
inside in within part-of
same alike similar share common identical / different differ differing difference diverse unlike
  distinct various vary divergent
new recent recently lately novel newly brand-new nowadays / old older long-ago already for-years
  long-before
first primary prime main mainly chief core central important priority principal key foremost top
  number-one no-1 essential fundamental basic most-important / secondary minor
permanent standing lasting last durable constant continuous continuously ongoing long-term regular
  maintain sustain keep-going keep-alive alive preserve keep stable for-good / temporary one-off
  occasional occasionally once-in-a-while now-and-then ad-hoc short-lived
formal official officially formally
show-only form-s-sake for-show symbolic symbol superficial appearance lip-service formal ceremony
lead leader leading leadership led head initiative initiate pioneer spearhead front in-front
  forefront guide drive steer active actively proactive take-charge own-initiative / follow
  follower passive passively react reactive reacting respond imitate obey tag-along
ahead advanced further lead leading first earlier head-start go-first gone-first precede
  frontrunner strong forefront / behind lag late
law legal legally constitution constitutional article legislation statute
limit limited limitation restrict restriction constraint constrain bound hand-tied tie-hand
  tied-hand handicap / free freely unlimited unrestricted
trust trusted reliable reliability reliably dependable rely-on count-on counted-on trustworthy
  confidence credible credit faith / distrust mistrust suspicious unreliable
caution cautious careful carefully prudent prudence wary hesitant hesitate hesitation reserved
  reluctant reluctance sceptical deliberate / rash reckless hasty hurry rush
stable stability steady steadiness calm / unstable instability unrest trouble turmoil disorder
  volatile chaos crisis upheaval
shake shaken unsettle upset disturb disrupt shock destabilise rock
worry worried concern concerned fear afraid anxious anxiety unease uneasy doubt misgiving nervous
  apprehension scare wary alarm question hesitant
danger dangerous risk threat threaten menace hazard peril / safe safely safety secure
safe safely safety secure security
protect protection defend defence guard shield safeguard
attack invade invasion aggression assault war
war conflict fight fighting clash battle violence
peace peaceful pacifist pacifism
fit match consistent consistency compatible compatibility square reconcile harmony harmonise
  accord suit combine go-together / clash contradict contradiction contradictory conflict odds
  incompatible inconsistent collide irreconcilable tension
military army troop force soldier armed
navy naval warship ship frigate vessel fleet
send sent dispatch deploy deployment sail station visit arrive call come
presence troop station military base
exercise drill training train manoeuvre practise
talk meet meeting dialogue discussion discuss consult consultation conversation speak communicate
  communication contact negotiate negotiation session conference table
easy easier easily simple simpler smooth smoothly convenient / hard harder difficult complicated
  complicate
complex complicated complicate difficult messy
quick quickly quicker fast faster swift prompt smooth / slow slower delay
direct directly straight immediately personally face-to-face one-on-one one-to-one
information intelligence data material
secret classified confidential sensitive
exchange share sharing hand-over handed-over pass-on passed-on swap give transfer
leak disclose spill reveal
treaty agreement pact accord arrangement document paper sign signed written contract programme
  itpp
plan programme scheme project proposal idea
office bureau
mission representation delegation
ambassador envoy diplomat
region regional area zone territory geographical neighbourhood scope range boundary borders sphere
distance beyond outside exceed stretch overstep past transcend farther further away
link connect connected connection connectivity tie tied bound interdependent intertwine
  inseparable hang-together interlink relate join plug / separate detach unrelated isolate
affect influence impact effect consequence reach spill felt repercussion implication
power influence clout weight
challenge challenging defy
systemic system
contain containment hem keep-down hold-back hold-down encircle curb restrain suppress surround
  box-in
aim goal objective purpose target intend intention want try seek wish
rule norm regulation law
order system structure
frame framework architecture foundation structure
design shape draw drawn form plan build create make blueprint devise draft organise arrange
  decide-how write construct lay-out define invent
change shift transform transformation reshape rebuild rebuilt restructure reorganise
  reorganisation flux alter turn evolve remake / unchanged as-ever remain-same
enough sufficient suffice adequate will-do / insufficient inadequate fall-short falls-short
static passive traditional conventional old earlier previous past follow still
together combine combined combination both jointly integrate unite joint in-tandem hand-in-hand /
  separately apart alone without-other one-of-the-two
value belief principle
bridge mediate mediator go-between reconcile bring-together unite coordinate coordination
  negotiate adjust broker common-ground work-out compromise agree cooperate work-together
  intermediary
cooperate cooperation cooperative collaborate collaboration work-together working-together
  partnership partner team teamwork
institution institutional framework arrangement structure mechanism machinery organisation
  apparatus
overlap cross tangle mix mixed intersect come-together simultaneous same-time pile compound
  interlock converge combine together multiple
economy economic
technology technological tech
assertive assertively tough tougher aggressive forceful hard-line pushy bold confrontational
public people citizen nation population voter society nationwide popular
opinion view mind voice attitude
government cabinet administration authorities
explain explanation justify reason answer account accountable accountability transparent
  transparency openly tell
supervise supervision oversee oversight watch control monitor eye check scrutiny scrutinise
parliament diet lawmaker elected representative legislature assembly
opposition opposition-party opposition-member
understanding understand accept acceptance warm open sympathy tolerate support
defence-only exclusive-defence exclusively-defensive exclusively-defence self-defence defensive
  only-defending
climate environment warming
woman women gender female wps
non-traditional nontraditional wps climate beyond-war non-military
field area domain subject issue topic theme matter
peacebuilding peacebuilder build-peace building-peace peace-building helps-build-peace
collective-defence mutual-defence defend-each-other
mutual mutually collective each-other one-another reciprocal
deter deterrence
decide decision determine choose say vote
own unique special distinctive peculiar particular
place position standing status
strength advantage asset plus strong-point
benefit gain profit advantage good win useful serve help interest profitable
two both each either pair
bilateral two two-way pair one-on-one
one single alone lone
ally alliance quasi-alliance bloc
almost near nearly close quasi virtually
layer layered multi-layered stack tier
many several multiple numerous various different
submarine sub
nuclear atomic
drought water dry
shortage scarce scarcity not-enough lack
disaster flood storm earthquake catastrophe calamity
relief rescue aid help assist
polar arctic far-north north-pole
melt thaw disappear
rival rivalry compete competition contest race struggle vie
centre central core heart axis pillar revolve focus main
replace substitute take-the-place take-its-place instead supplant displace / supplement complement
  addition additional add on-top
option choice alternative
dedicated full-time own separate exclusive only alone sole
use employ utilise draw-on exploit
base basis foundation ground root rooted groundwork build-on built-on rest rest-on underlie
  footing
role part function
world global international worldwide
promise pledge commit commitment vow undertake
duty obligation obliged responsible responsibility must
need necessary require requirement indispensable must have-to has-to had-to essential crucial
  demand should ought
daily everyday day-to-day routine practical practice working-level
attention interest interested look notice turn-to
involved involvement engage engagement active presence
group bloc organisation
cause lead-to trigger bring-about set-off result likely
often frequently frequent busy
money budget spending spend fund invest investment
disinformation fake false propaganda
coercion coerce pressure bully blackmail
armament military-build-up arms rearm
touchstone test test-case trial prove
ideal image identity self-image
future outlook prospect
hopeful bright positive optimistic promising good favourable / gloomy bleak pessimistic
summit leaders-meeting
cooperation-line line policy approach way
conduct act action behaviour behave attitude stance
show demonstrate prove display
ability capacity capability skill
concrete specific practical tangible real hands-on
foreign abroad overseas
domestic home internal
nature character characteristic
wheel track pillar side-by-side simultaneously both
renounce give-up gave-up reject abandon renunciation
"""

ACTORS = """
japan japanese tokyo nippon
france french paris macron
germany german berlin
uk britain british london united-kingdom great-britain england english
usa us america american united-states washington the-states
south-korea korea korean seoul s-korea rok
australia australian canberra aussie
new-zealand zealand wellington nz
china chinese beijing prc
russia russian moscow putin
ukraine ukrainian kyiv
turkey turkish ankara erdogan
nato
italy italian rome
spain spanish madrid
poland polish
canada canadian
india indian
netherlands dutch
belgium belgian brussels
sweden swedish
finland finnish
norway norwegian
denmark danish
hungary hungarian
greece greek
austria austrian
estonia estonian tallinn
latvia latvian
lithuania lithuanian vilnius
czech prague
romania romanian
bulgaria bulgarian
ireland irish
iceland icelandic
portugal portuguese
switzerland swiss
taiwan taiwanese
north-korea
vietnam vietnamese
philippines philippine filipino
indonesia indonesian
singapore
iran iranian
israel israeli
brazil brazilian
mexico mexican
un united-nations
eu european-union
"""
"""Who acts: countries and organisations, each with its people and capital."""

REGIONS = """
europe european euro-atlantic north-atlantic
asia asian indo-pacific pacific far-east asia-pacific
africa african
"""
"""Places where things happen; a region can act like a country, but is none."""

_IDLE = """
a an the this that these those it its he she they them their his her him i me my we our you your
of to in on at by for from with into onto over under about as than through via per towards
toward up down out off within during among between until till before after again and or but so
yet also too then thus therefore hence although though while whereas if when whenever because
since whether is are was were be been being am do does did done doing have has had having will
would shall can could may might there here who whom whose which what where why how just very
really quite simply actually basically even still already only any like such other others
another some much well long now today once along get gets got getting make makes made making
take takes took taken taking go goes went gone going come comes came coming put puts give gave
given become becomes became becoming seem seems seemed mean means meant author essay text says
said say think thinks thinking thought argue argues argued let thing things something anything
way ways kind kinds sort lot lots stuff etc example instance eg ie sure maybe perhaps guess
believe believes know re s ve ll d m t
"""
IDLE = frozenset(_IDLE.split())
"""Words that say nothing by themselves."""

NEGATORS = """
not no never less nothing nobody none neither nor without hardly scarcely barely beyond lack lose
lost withdraw withdrew withdrawn forbid dissolve abandon cease more-than instead-of rather-than
give-up given-up gave-up stay-out keep-out kept-out keep-away break-off broke-off nothing-to-do-with
far-from weaken undermine harm damage hurt impair erode endanger jeopardise
"""
"""Words that turn round all that follows in their clause."""

NEEDLESS = frozenset(
    ["unnecessary", "needless", "unneeded", "impossible", "untrue", "false", "wrong"]
)
"""Words that turn round all that stands before them in their clause."""

_HOLDING = """
see sees saw seen view views viewed regard regards regarded consider considers considered call
calls called describe describes described label labels labelled treat treats treated
"""
HOLDING = frozenset(_HOLDING.split())
"""Verbs with which somebody sees something in something."""

_REPORTING = """
say says said argue argues argued claim claims claimed think thinks thought believe believes
believed warn warns warned state states stated
"""
REPORTING = frozenset(_REPORTING.split())
"""Verbs with which somebody is quoted, who is then not the one who acts."""

WEAK = """
more most less new good people country countries state states nation nations japan nato part work
works working one two both own use need needs must should have-to has-to role time year years area
issue strategic policy act political
"""
"""Words that add little."""

SHORTHAND = {
    "b/c": "because", "bc": "because", "cos": "because", "coz": "because", "cuz": "because",
    "ppl": "people", "gov": "government", "govt": "government", "n": "and", "&": "and", "r": "are",
    "u": "you", "w/": "with", "w/o": "without", "vs": "against", "coop": "cooperation",
    "info": "information", "dont": "do not", "cant": "can not", "wont": "will not", "1st": "first",
    "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not", "werent": "were not", "wouldnt": "would not", "shouldnt": "should not",
    "couldnt": "could not", "hasnt": "has not", "havent": "have not", "cannot": "can not",
    "wud": "would", "shud": "should", "cud": "could", "thru": "through",
}  # fmt: skip
"""Words written short in haste."""
