"""Texts sentence by sentence, in several languages side by side."""

import re
from collections.abc import Mapping

_END = (  # compiled when it is first used, which the first screen does not
    r"(?<=[。！？])(?![」』）])|(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St)\.)\s+(?=[\"'“(]?[A-Z])"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text, none of them empty."""
    return [part.strip() for part in re.split(_END, text) if part.strip()]


def side_by_side(text: Mapping[str, str]) -> list[dict[str, str]]:
    """The sentences of a text in every language, cut into as many pieces in each.

    Where one language takes more sentences than another, some of its pieces hold two or more.
    """
    cut = {language: sentences(words) for language, words in text.items()}
    count = min(map(len, cut.values()), default=0)
    return [
        {
            language: ("" if language == "ja" else " ").join(
                parts[i * len(parts) // count : (i + 1) * len(parts) // count]
            )
            for language, parts in cut.items()
        }
        for i in range(count)
    ]
