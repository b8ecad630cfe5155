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
KEYWORDS = {"_": None, "N_": None, "Entry": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def extracted() -> Catalog:
    """Every entry marked in the code."""
    catalog = Catalog()
    for file, _line, message, _comments, context in extract_from_dir(
        SOURCE, method_map=METHODS, keywords=KEYWORDS
    ):
        catalog.add(message, locations=[(file, None)], context=context)
    return catalog


def update() -> None:
    """Bring every catalog up to the code."""
    code = extracted()
    for path in shipped("locales").glob("*/LC_MESSAGES/taiwa.po"):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3])
        catalog.update(code, no_fuzzy_matching=True)
        made = io.BytesIO()
        write_po(made, catalog, width=100, sort_output=True, omit_header=True, ignore_obsolete=True)
        header = HEADER.format(language=catalog.locale_identifier).encode()
        path.write_bytes(header + made.getvalue())


if __name__ == "__main__":
    update()
