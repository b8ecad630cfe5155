"""Packages in Anki: imports each into one collection and prints what it then holds.

Run by the Python of an environment that has the `anki` package (AGPL: never one of taiwa's own),
as `python anki_reader.py PACKAGE…`. Prints a list in JSON, one entry for each import. A card is
answered after the first import, so that an import that resets what was learned shows.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def main(packages: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        told = []
        for package in packages:
            told.append(imported(collection, package))
            if len(told) == 1:
                collection.decks.select(collection.decks.id("taiwa"))
                collection.sched.answerCard(collection.sched.getCard(), 3)
        collection.close()
    json.dump(told, sys.stdout)


def imported(collection: Collection, package: str) -> dict[str, Any]:
    """The notes that the import found new or changed, counted, and all in the collection then."""
    options = ImportAnkiPackageOptions(merge_notetypes=False)
    request = ImportAnkiPackageRequest(package_path=package, options=options)
    log = collection.import_anki_package(request).log
    return {
        **{kind: len(getattr(log, kind)) for kind in ("new", "updated", "conflicting")},
        "decks": {
            deck.name: collection.decks.get(deck.id)["desc"]
            for deck in collection.decks.all_names_and_ids()
        },
        "cards": [shown(collection, number) for number in collection.find_cards("")],
    }


def shown(collection: Collection, number: int) -> dict[str, Any]:
    """A card as a learner sees it."""
    card = collection.get_card(number)
    told = card.render_output()
    return {
        "guid": card.note().guid,
        "card": card.template()["name"],
        "deck": collection.decks.name(card.did),
        "answers": card.reps,
        "front": told.question_text,
        "back": told.answer_text,
        "sounds": len(told.question_av_tags) + len(told.answer_av_tags),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
