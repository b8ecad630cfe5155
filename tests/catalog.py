"""The catalogs' entries as the code has them: `python -m tests.catalog` updates the .po files.

New entries come in empty, and the tests then name them; entries that the code no longer has go.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from taiwa.paths import shipped

SOURCE = Path(__file__).parent.parent / "src" / "taiwa"
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def extracted() -> Catalog:
    """Every entry marked in the code."""
    catalog = Catalog()
    for file, _line, message, _comments, context in extract_from_dir(
        SOURCE, method_map=METHODS, keywords=KEYWORDS
    ):
        catalog.add(message, locations=[(file, 0)], context=context)
    return catalog


def update() -> None:
    """Bring every catalog up to the code."""
    code = extracted()
    for path in shipped("locales").glob("*/LC_MESSAGES/taiwa.po"):
        with path.open("rb") as file:
            old = read_po(file, locale=path.parts[-3])
        fresh = Catalog(locale=old.locale)
        for entry in code:
            if entry.id:
                kept = old.get(entry.id, entry.context)
                fresh.add(
                    entry.id,
                    kept.string if kept else "",
                    locations=[(name, None) for name, _ in entry.locations],
                    context=entry.context,
                )
        made = io.BytesIO(HEADER.format(language=old.locale_identifier).encode())
        made.seek(0, io.SEEK_END)
        write_po(made, fresh, width=100, sort_output=True, omit_header=True)
        path.write_bytes(made.getvalue())


if __name__ == "__main__":
    update()
