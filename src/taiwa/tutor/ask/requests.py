"""Lines to the tutor that are no question about the text: orders, play-acting, small talk.

The patterns are data of each language, `locales/*/lexicon/orders.txt`.
"""

import re
from functools import cache

from taiwa.tutor.ask.folding import fold
from taiwa.tutor.text.lexicon import lexicon


@cache
def _orders() -> re.Pattern[str]:
    return re.compile("|".join(line for code in ("en", "ja") for line in lexicon(code, "orders")))


def is_request(question: str) -> bool:
    """True if something other than an answer from the text is wanted."""
    return bool(_orders().search(" ".join(fold(question).split())))
