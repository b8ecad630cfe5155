"""An official wording beside the text's, as it stands with the question on the two."""

from collections.abc import Iterator

from taiwa.course.companions import Contrast
from taiwa.course.drills import FULL_WIDTH
from taiwa.words.catalogs import Words
from taiwa.words.messages import Para


def contrasted(words: Words, contrast: Contrast) -> Iterator[Para]:
    """The claim: said by whom, where and when; then the words of the text on it."""
    _, said, own = words._, contrast.official, contrast.essay
    quoted = _glossed(words, _quoted(said.text, said.language), said.gloss.get(words.language))
    yield Para("quote", _("Said: {words}", words=quoted))
    place = [said.place[words.language]] if said.place else []
    told = _(", ").join([said.speaker[words.language], *place, words.date(said.date)])
    yield Para("quoted", _("{told} (as reported)", told=told) if said.as_reported else told)
    term = _glossed(words, _quoted(own.term, "ja"), own.gloss[words.language])
    yield Para("quote", _("The essay: {words}", words=term))


def _quoted(text: str, language: str) -> str:
    return f"「{text}」" if language in FULL_WIDTH else f'"{text}"'


def _glossed(words: Words, quoted: str, gloss: str | None) -> str:
    if gloss is None:
        return quoted
    return f"{quoted}（{gloss}）" if words.language in FULL_WIDTH else f"{quoted} ({gloss})"
