"""The uses of a question beside a fact: a word at work, a choice of words, the argument's map."""

from taiwa.course.companions import WordInUse
from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.errors import N_
from taiwa.words.catalogs import Words
from taiwa.words.messages import Para

IN_USE = N_("The word in use")


def drilled_by(course: Course, question: Question) -> WordInUse | None:
    """The word in use that a question drills; None where it drills none."""
    if question.kind != "vocabulary" or not question.sections:
        return None
    words = course.by_id[question.sections[0]].words
    return next((word for word in words if question.id in word.drills), None)


def subject(course: Course, words: Words, question: Question) -> str:
    """The deed asked for, in a few words beside the question's number; "" of most questions."""
    form, _ = form_of(question), words._
    if form.contrast:
        return _("the choice of words")
    if drilled_by(course, question):
        only = {
            "ja": _("words in use: put into Japanese"),
            "en": _("words in use: put into English"),
        }
        return only.get(form.language or "", _("words in use"))
    if question.kind != "argument":
        return ""
    if form.manner == "pairs":
        return _("place the cards")
    if not form.cards:
        return ""
    return _("the missing card") if form.gapped else _("name the relation")


def shown_before(course: Course, words: Words, question: Question) -> list[Para]:
    """A sentence with the word, where what is asked for is in another language than it."""
    word, wanted = drilled_by(course, question), form_of(question).language
    if word is None or wanted is None:
        return []
    told = next(texts for language, texts in word.sentences.items() if language != wanted)
    return [Para("label", words._(IN_USE)), Para("text", told[0])]


def shown_after(course: Course, words: Words, question: Question) -> list[Para]:
    """The sentences with the word, and what it goes with, in the language that was asked for."""
    word = drilled_by(course, question)
    if word is None:
        return []
    language = form_of(question).language or words.language
    sentences = [Para("text", text) for text in word.sentences[language]]
    together = words._("; ").join(word.collocations[language])
    goes = Para("note", words._("Goes with: {words}", words=together))
    return [Para("label", words._(IN_USE)), *sentences, goes]
