"""Makes `locales/ja/lexicon/kanji.txt`, the kana that each kanji is read as within words.

    pip install sudachipy sudachidict_small; apt-get install mecab-ipadic
    python -m tests.lexicon.kanji

Sudachi (Apache-2.0) reads each word that Debian's `mecab-ipadic` lists. A word's reading is parted
among its kanji so that each takes a common share of its own: first evenly likely, then by how often
it takes that share elsewhere, five times over. What a kanji takes in `SHARE` of its words and in at
least two is kept.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import log
from pathlib import Path

from taiwa.text.readings import hiragana

LISTED = Path("/usr/share/mecab/dic/ipadic")
MADE = Path(__file__).parents[2] / "locales" / "ja" / "lexicon" / "kanji.txt"
KANJI = re.compile("[㐀-鿿々]")
WORD = re.compile("(?=.*[㐀-鿿])[㐀-鿿々ぁ-んァ-ヶー]{1,6}")
LONGEST, ROUNDS, SHARE, SMOOTH = 5, 5, 0.02, 0.5

Pair = tuple[str, str]


def words() -> Iterator[Pair]:
    """Words with kanji, each with its reading in hiragana, as far as Sudachi knows it whole."""
    from sudachipy import Dictionary, SplitMode

    reader = Dictionary(dict="small").create(mode=SplitMode.C)
    surfaces = {
        line.split(",", 1)[0]
        for file in LISTED.glob("*.csv")
        if not file.name.startswith(("Noun.name", "Symbol"))
        for line in file.read_text("euc-jp", "replace").splitlines()
    }
    for surface in sorted(filter(WORD.fullmatch, surfaces)):
        found = reader.tokenize(surface)
        if len(found) == 1 and (kana := found[0].reading_form()):
            yield surface, hiragana(kana)


def parted(word: str, kana: str, cost: "Counter[Pair] | None") -> list[Pair]:
    """The kana that each kanji of a word takes, at the least cost; none if they can't be parted."""
    best: dict[int, tuple[float, list[Pair]]] = {0: (0.0, [])}
    for character in word:
        after: dict[int, tuple[float, list[Pair]]] = {}
        for start, (so_far, pairs) in best.items():
            for length in range(1, LONGEST + 1) if KANJI.match(character) else (1,):
                share = kana[start : start + length]
                if len(share) < length or share[0] in "んっー"[: len(pairs)]:
                    continue
                if not KANJI.match(character) and share != hiragana(character):
                    continue
                pair = (character, share)
                price = abs(length - 2) + 1.0 if cost is None else -log(cost[pair] + SMOOTH)
                if not KANJI.match(character):
                    price, pair = 0.0, ("", "")
                whole = so_far + price, [*pairs, pair]
                if start + length not in after or whole[0] < after[start + length][0]:
                    after[start + length] = whole
        best = after
    return [pair for pair in best.get(len(kana), (0.0, []))[1] if pair[0]]


def main() -> None:
    read = list(words())
    counts: Counter[Pair] | None = None
    for _ in range(ROUNDS):
        counts = Counter(pair for word, kana in read for pair in parted(word, kana, counts))
    assert counts is not None
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for (kanji, share), count in counts.items():
        table[kanji][share] += count
    lines = []
    for kanji, shares in sorted(table.items()):
        least = max(2, SHARE * shares.total())
        kept = [share for share, count in shares.most_common() if count >= least]
        if kanji != "々" and kept:
            lines.append(kanji + " " + " ".join(kept))
    MADE.parent.mkdir(parents=True, exist_ok=True)
    MADE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(read)} words, {len(lines)} kanji, {MADE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
