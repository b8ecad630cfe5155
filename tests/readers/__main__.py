"""Files for others, read by those others: `python -m tests.readers`.

Anki (the `anki` package) imports and shows the cards, gift-pegjs parses the quiz, LibreOffice opens
the answers: of the shipped course, of the sample, and of the sample with texts that try to act. The
readers are installed in a folder of their own, which needs the network; LibreOffice (Debian's
libreoffice-calc-nogui), node and npm must be there.
"""

import csv
import io
import random
import shutil
import subprocess
import tempfile
import venv
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml

from taiwa import paths
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.export.anki import anki_package
from taiwa.export.csv import BYTE_ORDER_MARK, answers_csv
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.words.catalogs import Words
from tests.conftest import SAMPLE, START
from tests.readers import cards, quiz

ANKI, GIFT = "anki==26.9.3", "gift-pegjs@1.0.2"
ACTING = (
    *("<b>&lt;b&gt;</b> R&D", "<script>q()</script>", "a -> b", "%50%half", "[markdown]*x*"),
    *("[html]<i>x", "* \\ {0} # = ~ : ::", "//####", "\\(x\\) \\[y\\] $$z$$", "[sound:q]"),
    *("{{c1::q}} {{FrontSide}}", "\\n \\* \\:", "$CATEGORY: x", "a/b", "*"),
)
FORMULAS = ("=1+1", "＝1+1", "+81", "＋81", "-5", "－5", "@SUM", "＠SUM", "\t=1", '=HYPERLINK("a")')
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
UTF_8 = "--infilter=Text - txt - csv (StarCalc):44,34,76"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="taiwa-readers-") as scratch:
        folder = Path(scratch)
        python, modules = installed(folder)
        courses = {
            "shipped": load_course(paths.shipped("content")),
            "sample": load_course(SAMPLE),
            "acting": load_course(acting(folder / "acting")),
        }
        for name, course in courses.items():
            for language in course.languages:
                words = Words(language, paths.shipped("locales"), folder / "cache")
                read = quiz.check(course, words, modules, folder)
                print(f"{name}, {language}: gift-pegjs reads {read} questions")
            print(f"{name}: Anki shows {read_by_anki(course, python, folder)} cards")
        read_by_anki_again(courses["sample"], python, folder)
        print(f"LibreOffice finds no formula in {read_by_office(folder)} cells")


def installed(folder: Path) -> tuple[Path, Path]:
    """Anki's Python and gift-pegjs's modules."""
    venv.create(folder / "anki", with_pip=True)
    python = folder / "anki" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", ANKI], check=True)
    npm = ["npm", "install", "--silent", "--no-save", "--prefix", str(folder), GIFT]
    subprocess.run(npm, check=True, stdout=subprocess.DEVNULL)
    return python, folder / "node_modules"


def acting(folder: Path) -> Path:
    """The sample course with every text and every answer begun and ended by one that tries to act.

    Each gets the next of `ACTING`, so that all stand at the start and the end of all kinds.
    """
    places = count()

    def spoilt(tree: Any) -> Any:
        if isinstance(tree, dict):
            return {k: spoil(v) if k in ("ja", "en") else spoilt(v) for k, v in tree.items()}
        return [spoilt(value) for value in tree] if isinstance(tree, list) else tree

    def spoil(told: Any) -> Any:
        if isinstance(told, list):
            return [spoil(text) for text in told]
        place = next(places)
        sign = [ACTING[(place + more) % len(ACTING)] for more in (0, 4)]
        return f"{sign[0]}{told}{sign[1]}"

    folder.mkdir()
    for file in SAMPLE.glob("*.yaml"):
        tree = spoilt(yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader))
        (folder / file.name).write_text(yaml.safe_dump(tree), encoding="utf-8")
    return folder


def package(course: Course, language: str, folder: Path) -> Path:
    """A package that is a minute younger than the one before."""
    place = len(list(folder.glob("*.apkg")))
    path, now = folder / f"{place}.apkg", START + timedelta(minutes=place)
    words = Words(language, paths.shipped("locales"), folder / "cache")
    path.write_bytes(anki_package(course, words, now)[0])
    return path


def read_by_anki(course: Course, python: Path, folder: Path) -> int:
    """Import a course twice, then in the other language; how many cards there are each time."""
    english = package(course, "en", folder)
    japanese = package(course, "ja", folder)
    first, again, other = cards.imports(python, [english, english, japanese])
    assert first["new"] == len(course.glossary) + len(list(course.all_questions()))
    assert (again["new"], again["updated"], again["conflicting"]) == (0, 0, 0)
    assert (other["new"], other["updated"], other["conflicting"]) == (0, first["new"], 0)
    assert first["decks"] == again["decks"] == other["decks"]
    for card, later in zip(first["cards"], other["cards"], strict=True):
        assert card | {"answers": 0} == later | {"answers": 0}
    assert sum(card["answers"] for card in other["cards"]) == 1
    cards.check_places(course, first)
    return cards.check(course, first)


def read_by_anki_again(course: Course, python: Path, folder: Path) -> None:
    """A title and a prompt are edited: the deck and the card are the same as before."""
    before = package(course, "en", folder)
    edited = folder / "edited"
    shutil.copytree(SAMPLE, edited)
    file = edited / "bridges.yaml"
    text = file.read_text(encoding="utf-8").replace("en: Bridges}", "en: New bridges}")
    file.write_text(text.replace("Fill in", "Now fill in"), encoding="utf-8")
    first, later = cards.imports(python, [before, package(load_course(edited), "en", folder)])
    assert (later["new"], later["conflicting"]) == (0, 0)
    assert list(later["decks"]) == list(first["decks"])
    assert "New bridges" in later["decks"]["taiwa::sample::bridges"]
    assert sum("Now fill in" in card["front"] for card in later["cards"]) == 1
    assert sum(card["answers"] for card in later["cards"]) == 1


def read_by_office(folder: Path) -> int:
    """Answers that are formulas; how many cells LibreOffice read, none of which became one."""
    store = Store(folder / "progress.db")
    clock = count()
    words = Words("en", paths.shipped("locales"), folder / "cache")
    study = Study(
        load_course(SAMPLE),
        store,
        lambda: START + timedelta(seconds=next(clock)),
        random.Random(7),
        words,
    )
    for formula in FORMULAS:
        study.practice(["rivers.q02"]).say(formula)
    told = answers_csv(study, words)
    store.close()
    file = folder / "answers.csv"
    file.write_text(told, encoding="utf-8", newline="")
    profile = f"-env:UserInstallation=file://{folder}/office"
    command = ["soffice", profile, "--headless", UTF_8, "--convert-to", "fods"]
    subprocess.run([*command, "--outdir", folder, file], check=True, stdout=subprocess.DEVNULL)
    tree = ElementTree.parse(folder / "answers.fods")
    cells = [*tree.iter(f"{{{OFFICE}table:1.0}}table-cell")]
    assert not [cell for cell in cells if f"{{{OFFICE}table:1.0}}formula" in cell.attrib]
    read = {"".join(cell.itertext()).strip() for cell in cells}
    given = {
        row["given"] for row in csv.DictReader(io.StringIO(told.removeprefix(BYTE_ORDER_MARK)))
    }
    assert given == {f"'{formula}" for formula in FORMULAS}
    assert {text.replace("\t", "") for text in given} <= read, given - read
    return len(cells)


if __name__ == "__main__":
    main()
