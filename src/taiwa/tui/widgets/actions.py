"""Below what was said: the one thing to do where no question waits, and what else a key does."""

from textual.content import Content
from textual.widgets import Static

from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Claim, Event, Finished, Judged, Offer, Override, Proceed, Undo
from taiwa.dialogue.judge import missing
from taiwa.dialogue.marking import is_answer
from taiwa.dialogue.offers import offering, offers_of
from taiwa.dialogue.questions import LETTERS
from taiwa.dialogue.state import Phase, State
from taiwa.errors import N_
from taiwa.study.path import step_at
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.text.typesetting import typeset
from taiwa.tui.keybar import KeyWord
from taiwa.tui.marks import action, flowing, ink, key, lines
from taiwa.tui.widgets.taught import text_again
from taiwa.words.catalogs import Words
from taiwa.words.question_wording import QuestionWording

DIGITS = "123456789"
"""The keys of offers."""
ROOM = 68
"""Cells of a line, as everywhere."""

OWN_WORDS = N_(
    "Your words are kept in your record. With nothing written, Enter shows both sides as well."
)

SECOND_TRY = N_("Add what is missing; F5 leaves it at that. A second try costs nothing.")
UNSETTLED = N_("what is not settled counts as not said")
UNCONFIRMED = N_("without a yes it counts as not right")


def uncovered(session: Session) -> tuple[int, ...]:
    """The points that an explanation just told leaves out, and that may be said to be in it."""
    turn = session.state.turn
    question = session.course.questions.get(turn.item) if turn else None
    return missing(question, session.state.judgement) if session.can(Claim) else ()


def was_right(session: Session) -> tuple[Event, ...]:
    """Count the first point that is missing, or else the whole answer."""
    points = uncovered(session)
    return session.claim(f"{points[0] + 1}").events if points else session.override()


def offered_by_key(session: Session) -> tuple[Offer, ...]:
    """The offers that a digit takes up: none while one chooses an option, or says yes."""
    state, event = session.state, offering(session.course, session.transcript)
    if isinstance(event, Finished) and event.questions and event.mode != "dialogue":
        return ()  # its card has keys of its own
    if state.plan.mode == "dialogue" and isinstance(event, Judged):
        return ()  # the number is the step's, which Ctrl+O opens
    if event is None or session.question is not None or state.doubt or session.writes:
        return ()
    return offers_of(session.course, event)


def answerable(session: Session) -> bool:
    """True if what is chosen or typed at the question that waits may be given as an answer."""
    question, draft = session.question, session.draft
    if question is None:
        return False
    form = form_of(question)
    return bool(draft.text.strip()) or (bool(form.count) and is_answer(form, draft.marks))


def left_open(state: State) -> bool:
    """True at a question of an exam that was left for its end."""
    return state.phase is Phase.SITTING and state.place >= len(state.plan.turns)


def keys_now(session: Session, words: Words, bound: list[KeyWord]) -> list[KeyWord]:
    """The keys that do something now: those `bound`, and before them those of the answer told."""
    said = []
    talks = session.state.plan.mode == "dialogue"
    if answerable(session):
        word = words._("Say it") if talks else words._("Answer")
        said.append(KeyWord("Enter", word, "enter"))
    if session.discussing:
        said.append(KeyWord("Enter", words._("Both sides"), "enter"))
    elif asks(session):
        said.append(KeyWord("Enter", words.pgettext("key", "Ask"), "enter"))
    elif not session.draft.text:  # else its keys are text
        said += _on_an_empty_line(session, words)
    for each in bound:
        if each.press == "f6":
            covers = uncovered(session)
            said.append(each._replace(word=words._("I covered it")) if covers else each)
    told = session.state.phase in (Phase.TOLD, Phase.REPLIED) or session.state.confirmed
    if told and session.can(Undo):
        said.append(KeyWord("F7", words._("Take back"), "f7"))
    elif session.weighed:
        said.append(KeyWord("F7", words._("Write on"), "f7"))
    if left_open(session.state):
        said.append(KeyWord(words._("/end"), words.pgettext("key", "Hand in"), ""))
    rest = [each for each in bound if each.press not in ("f6", "escape")]
    away = [
        KeyWord("F9", words.pgettext("key", "Both"), "f9"),
        KeyWord("Esc", words._("Home"), "escape"),
    ]
    return [*said, *rest[:-1], *away, *rest[-1:]]


def asks(session: Session) -> bool:
    """True where what is typed is asked of the tutor, as no question waits for it."""
    return bool(session.draft.text) and session.question is None and not session.discussing


def _on_an_empty_line(session: Session, words: Words) -> list[KeyWord]:
    """The keys that act as long as nothing is typed."""
    said = []
    if session.state.doubt:
        said.append(KeyWord("1 2", words.pgettext("key", "Yes, no"), ""))
    if session.can(Proceed):
        said.append(KeyWord("Space", words.pgettext("key", "Next"), "space"))
    return said + (_offers(session, words) or _choosing(session, words))


def reading_on(said: list[KeyWord], question: Question | None, words: Words) -> list[KeyWord]:
    """The same keys where more stands below, which Space turns to unless a question waits."""
    on = words.pgettext("key", "Read on")
    said = [each._replace(word=on) if each.press == "space" else each for each in said]
    more = KeyWord("PgDn", words.pgettext("key", "More below"), "pagedown")
    answers = said[:1] if said and said[0].press == "enter" else []
    return [*answers, more, *said[len(answers) :]] if question is not None else said


def _offers(session: Session, words: Words) -> list[KeyWord]:
    """The digits that take up what the tutor offers; the card at an end tells its own."""
    offered = () if session.finished else offered_by_key(session)
    if not offered:
        return []
    opens = all(offer.kind == "read" for offer in offered)
    label = " ".join(DIGITS[: len(offered)]) if len(offered) < 3 else f"1-{len(offered)}"
    word = words._("Open a passage") if opens else words._("Choose an offer")
    return [KeyWord(label, word, "")]


def _choosing(session: Session, words: Words) -> list[KeyWord]:
    """The keys that put cards under claims, or say another line than the one that does not fit."""
    question = session.question
    if question is None:
        return []
    form = form_of(question)
    if session.state.phase is Phase.REPLIED and session.state.near:
        said = session.state.near.given.chosen
        shown = enumerate(session.arrangement(question.id), 1)
        others = " ".join(str(number) for number, index in shown if index not in said)
        return [KeyWord(others, words._("Say another"), "")]
    if not form.places:
        return []
    letters = " ".join(LETTERS[: form.count])
    return [
        KeyWord(f"1-{len(form.lefts)}", words.pgettext("key", "Card"), ""),
        KeyWord(letters, words.pgettext("key", "Place"), ""),
    ]


class Actions(Static):
    """Told anew by `show`, in the language that is on."""

    def __init__(self, session: Session, words: Words, view: View) -> None:
        super().__init__(id="actions", markup=False)
        self.session, self.words, self.view = session, words, view
        self.told_again = False  # the text stands below
        self.wording = QuestionWording(words, session.arrangement)

    def on_resize(self) -> None:
        self.show()

    def show(self) -> None:
        """Say them anew, and draw only what has changed."""
        shown = self._actions()
        if shown != self.content:
            self.update(shown)

    def _actions(self) -> Content:
        question = self.session.question
        if self.session.discussing:
            return self._thinking()
        if question is not None and form_of(question).manner == "explanation":
            return self._explaining(len(form_of(question).points))
        if question is not None and form_of(question).manner in ("words", "year"):
            return self._typing(question)
        if question is not None or not self.session.can(Proceed):
            return ink("")
        if asks(self.session):
            return self._row(action("Enter", self.words.pgettext("key", "Ask")))
        shown = [action("Space", self._going_on())]
        if self.session.weighed:
            return self._row(*shown, key("F7", self.words._("Write on"), "f7"))
        if doubt := self.session.state.doubt:
            told = UNSETTLED if doubt.point is not None else UNCONFIRMED
            return self._row(*shown, ink(self.words._(told), "$soft"))
        return self._row(*shown, *self._others())

    def _row(self, *parts: Content) -> Content:
        """Parts beside each other, as far as there is room."""
        room = min(ROOM, max(8, self.size.width - 4))
        return lines([ink("  ") + row for row in flowing([p for p in parts if p.plain], room)])

    def _others(self) -> list[Content]:
        """The other keys for what was told."""
        shown: list[Content] = []
        others = ((Override, "F6", N_("I was right")), (Undo, "F7", N_("Take back")))
        missed = text_again(self.session) is not None and not self.told_again
        for move, label, word in others:
            if label == "F6" and uncovered(self.session):
                continue  # it stands beside the point
            if label == "F7" and missed:
                continue  # it is among the keys below, and the text is more
            if self.session.can(move) and self.session.state.phase is Phase.TOLD:
                shown.append(key(label, self.words._(word), label.lower()))
        if missed:
            shown.append(key("Ctrl+O", self.words._("The text again"), "ctrl+o"))
        if self.session.state.plan.mode == "dialogue" and self.session.offers:
            shown.append(key("Ctrl+O", self.words._("Read the step"), "ctrl+o"))
        return [*shown, self._edition()]

    def _edition(self) -> Content:
        """The key to the other edition of the step that is read."""
        step = step_at(self.session.course, self.session.state)
        if step is None or step.plain is None or self.session.state.phase is not Phase.READING:
            return ink("")
        if self.view.plain:
            other = self.words.pgettext("key", "the full text")
        else:
            other = self.words.pgettext("key", "in plain English")
        return key("F12", other, "f12")

    def _explaining(self, points: int) -> Content:
        """The action once something is written, and how much is looked for."""
        wanted = self.words.ngettext(
            "{number} point is looked for, in any words.",
            "{number} points are looked for, in any words.",
            points,
        )
        if self.session.state.near:
            wanted = self.words._(SECOND_TRY)
        given = self.session.draft.text.strip()
        return self._writing(self.words._("Answer") if given else "", wanted)

    def _typing(self, question: Question) -> Content:
        """To answer with what is typed; before that how it is typed."""
        if not self.session.draft.text.strip():
            return lines(self._told(self.wording.how_to_answer(question)))
        gap = self.words._("what you type stands in the gap")
        told = ink(gap if form_of(question).sentence else "", "$soft")
        return self._row(action("Enter", self.words._("Answer")), told)

    def _thinking(self) -> Content:
        """To read both sides, whatever is written on an open question."""
        new_line = ink(self.words._("Ctrl+J begins a new line"), "$soft")
        shown = self._row(action("Enter", self.words._("Read both sides")), new_line)
        return lines([shown, "", *self._told(self.words._(OWN_WORDS))])

    def _told(self, text: str) -> list[Content]:
        set_ = typeset(text, min(ROOM, self.app.size.width - 8))
        return [ink(f"  {line.text}", "$soft") for line in set_]

    def _writing(self, deed: str, told: str) -> Content:
        """The action of the editor, and what is told of it."""
        new_line = ink(self.words._("Ctrl+J begins a new line"), "$soft")
        shown = self._row(action("Enter", deed) if deed else ink(""), new_line)
        return lines([*self._told(told), "", shown])

    def _going_on(self) -> str:
        """The next thing to do: the questions on a step, or whatever it is."""
        ahead = self.session.state.queue[1:]
        if self.session.weighed and not ahead:
            return self.words._("End the lesson")
        asked = next((n for n, turn in enumerate(ahead) if not turn.question), len(ahead))
        if self.session.state.phase is not Phase.READING or not asked:
            return self.words.pgettext("key", "Next")
        return self.words.ngettext(
            "Go on: {number} question on this", "Go on: {number} questions on this", asked
        )
