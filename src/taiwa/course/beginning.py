"""A new course folder, from the files of `template` and of a teacher's own text, if she has one.

It can be opened and checked at once: it holds one question of each type to be made one's own.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from taiwa import paths
from taiwa.course.companions import LANGUAGES
from taiwa.course.defaults import TEMPLATE, default_prompts
from taiwa.course.essay import FILES, Part, Written, language_of, read_file, unnumbered
from taiwa.course.model import Text
from taiwa.course.problems import LIGHT, OUTLINE, Problems
from taiwa.errors import N_, ContentError, Entry, TaiwaError

NOT_EMPTY = N_("There is something in {path} already: name a folder that is not there yet.")
UNPAIRED = N_(
    "The two texts don't pair: paragraphs of section {number} in Japanese: {ja}, in English: {en}."
    " Let them have the same number."
)
ONE_LANGUAGE = N_("Both texts are in {language}: name one in Japanese and one in English.")
UNLIKE = N_(
    "The two texts don't pair: sections in Japanese: {ja}, in English: {en}. A line that begins"
    " with ## heads a section."
)

_JAPANESE = re.compile("[ぁ-ヺ一-龯]")
_ANSWER = re.compile(r"(- \[.\]|!|\*) ")
_BETWEEN = re.compile(" / | — ")
_IN_YAML = re.compile("(?:ja|en): (.+?)(?=, en: |}|$)")
_NAMES = ("term:", "actors:")
_NO_ID = re.compile("[^a-z0-9]+")


PLACEHOLDER: Mapping[str, Sequence[Part]] = {
    "ja": [Part(1, "", ["ここに段落の内容を自分の言葉で書きます。"])],
    "en": [Part(1, "", ["Say here, in your own words, what the paragraph says."])],
}
TITLES: Text = {"ja": "新しい教材", "en": "A new course"}
UNTITLED: Text = {"ja": "第{number}節", "en": "Section {number}"}


def begin(folder: Path, texts: Mapping[str, Path]) -> None:
    """Make a course in a folder that is not there yet or is empty.

    `texts` are the two files of a text in Markdown, by language, or none; they stay in the course.
    Named the wrong way round, they are changed over. Raises `ContentError` where one can't be read,
    `TaiwaError` where they don't pair paragraph by paragraph, or the folder is in use, and
    `OSError`.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TaiwaError(NOT_EMPTY, path=folder)
    read = _in_order({language: _read(path) for language, path in texts.items()})
    titles = {language: each.title or TITLES[language] for language, each in read.items()}
    parts = {language: each.parts for language, each in read.items()} or PLACEHOLDER
    _check_pairs(parts)
    named = read["en"].title if read else ""
    files = dict(_files(_id(named or folder.resolve().name), titles or TITLES, parts))
    files |= {FILES[language]: each.text for language, each in read.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


@cache
def template_texts() -> frozenset[str]:
    """The texts of a new course, in either language, that wait for others in their place.

    Prompts and hints of the examples, and the names of drills, may well be left.
    """
    found = {*TITLES.values(), *(part.paragraphs[0] for (part,) in PLACEHOLDER.values())}
    for file in TEMPLATE.iterdir():
        text = file.read_text(encoding="utf-8")
        for line in map(str.strip, text.splitlines()):
            if file.name.endswith(LIGHT) and (_ANSWER.match(line) or "を書きます" in line):
                found |= {*_BETWEEN.split(_ANSWER.sub("", line))}
            elif file.suffix == ".yaml" and not line.startswith(_NAMES):
                found |= {each.strip() for each in _IN_YAML.findall(line)}
    return frozenset(found).difference(*(each.values() for each in default_prompts().values()))


def _read(path: Path) -> Written:
    problems = Problems()
    written = read_file(path.resolve(strict=True), problems)
    if written is None:
        raise ContentError(problems.sorted())
    return written


def _in_order(read: dict[str, Written]) -> dict[str, Written]:
    """The two texts, each under the language that it is in."""
    found = [language_of(each) for each in read.values()]
    if found == ["ja", "ja"]:
        raise TaiwaError(ONE_LANGUAGE, language=Entry("Japanese"))
    if read and not any(_JAPANESE.search(each.text) for each in read.values()):
        raise TaiwaError(ONE_LANGUAGE, language=Entry("English"))
    return (
        dict(zip(LANGUAGES, reversed(read.values()), strict=True))
        if found == ["en", "ja"]
        else read
    )


def _check_pairs(parts: Mapping[str, Sequence[Part]]) -> None:
    ja, en = (parts[language] for language in LANGUAGES)
    if len(ja) != len(en):
        raise TaiwaError(UNLIKE, ja=len(ja), en=len(en))
    for number, (one, other) in enumerate(zip(ja, en, strict=True), 1):
        counts = len(one.paragraphs), len(other.paragraphs)
        if counts[0] != counts[1]:
            raise TaiwaError(UNPAIRED, number=number, ja=counts[0], en=counts[1])


def _id(name: str) -> str:
    """An id for a course of this title, or in a folder of this name: not that of the course that
    comes with taiwa."""
    found = _NO_ID.sub("-", name.lower()).strip("-")[:40].strip("-") or "my-course"
    return f"my-{found}"[:40] if found == paths.shipped_id() else found


def _files(id: str, title: Text, parts: Mapping[str, Sequence[Part]]) -> Iterator[tuple[str, str]]:
    names = [f"section-{number + 1}" for number in range(len(parts["ja"]))]
    yield OUTLINE, _filled(OUTLINE, id=id, title=_quoted(title), sections=json.dumps(names))
    for number, (name, *both) in enumerate(zip(names, *(parts[x] for x in LANGUAGES), strict=True)):
        yield from _section(name, number, dict(zip(LANGUAGES, both, strict=True)))
    for shared in ("glossary", "timeline"):
        yield f"{shared}.yaml", _filled(f"{shared}.yaml", name=names[0])


def _section(name: str, number: int, parts: Mapping[str, Part]) -> Iterator[tuple[str, str]]:
    """A section's file, and that of its questions; the first has the examples of these."""
    steps, questions = [], [] if number == 0 else [_filled(f"section{LIGHT}")]
    pairs = zip(*(parts[language].paragraphs for language in LANGUAGES), strict=True)
    for place, pair in enumerate(pairs, 1):
        ja, en = (json.dumps(text, ensure_ascii=False) for text in pair)
        if number == 0 and place == 1:
            questions.append(_filled(f"examples{LIGHT}", name=name))
        else:
            id = f"{name}.p{place}.q1"
            questions.append(_filled(f"question{LIGHT}", id=id, number=place))
        steps.append(_filled("step.yaml", name=name, number=place, ja=ja, en=en))
    title = {
        language: unnumbered(part.heading) or UNTITLED[language].format(number=number + 1)
        for language, part in parts.items()
    }
    lesson = "".join(steps).rstrip("\n")
    told = {"paragraphs": len(steps), "title": _quoted(title), "lesson": lesson}
    yield f"{name}.yaml", _filled("section.yaml", name=name, **told)
    yield f"{name}{LIGHT}", "".join(questions)


def _quoted(text: Text) -> str:
    """A text in both languages as YAML; JSON's quotes are YAML's, too."""
    said = (f"{language}: {json.dumps(text[language], ensure_ascii=False)}" for language in text)
    return "{" + ", ".join(said) + "}"


def _filled(template: str, /, **values: object) -> str:
    return (TEMPLATE / template).read_text(encoding="utf-8").format(**values)
