"""Ways to spoil a course file: as bytes, as YAML tokens, as a tree that is written anew.

Hypothesis makes data and spoils none; under its `randoms()` these make 187 different files in 300
cases and not 298, in three times the time, and a case has no number to be made again by.
"""

import json
import random
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import yaml

from tests.fuzz.texts import ODD, cut

Tree = Any
"""Dicts, lists and strings, as in a parsed file."""

BYTES = (b"\x00", b"\xed\xa0\x80", b"\xff", b"\xef\xbb\xbf", b"\x1b", b"\t", b"\r", b"\xc2\x85")
ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "shift_jis", "euc_jp", "utf-8-sig")
PUNCTUATION = "-¦- ¦:¦: ¦{¦}¦[¦]¦,¦\"¦'¦|¦>¦#¦?¦~¦@¦`¦  ¦\n¦\n ¦---\n¦...\n¦%YAML 9.9\n"
TAGS = "&x ¦*x¦<<: *x¦&a [*a]¦!!python/object:os.system ¦!!binary ¦!!int ¦!!null ¦!x "
SCALARS = "null¦yes¦0o17¦1e999¦.nan¦2020-01-01"
TOKENS = cut(f"{PUNCTUATION}¦{TAGS}¦{SCALARS}")
IDS = "../x¦a b¦section-1¦rivers¦rivers.q01¦record¦ja¦en¦true¦null¦choice¦typed¦explain¦year¦bridge"
NUMBERS = "0¦-1¦1¦9999¦99999999999999999999¦²¦٣¦१९४७¦0000¦2019-13¦2019-02-31¦0000-00-00¦２０１９"
SOURCES = "record¦record ¶1¦ ¶¦rivers ¶²¦rivers ¶99¦section-1 ¶1"
GAPS = "____¦____ ____¦、、、¦・¦a\nb"
WORDS = (*cut(f"{IDS}¦{NUMBERS}¦{SOURCES}¦{GAPS}"), *ODD, "川" * 20_000)
"""Texts that a reader of fields, a template, a pattern or a terminal may stumble over."""


_TOKEN = re.compile(r"\n *|[-?:] |[][{},'\"|>&*!#]|[^][{},'\"|>&*!#\n:]+|.")


def spoilt(raw: bytes, chance: random.Random) -> bytes:
    """The bytes of a file after one to three mutations of one level."""
    level = chance.choice((_byte, _token, _tree, _tree))
    for _ in range(chance.choice((1, 1, 2, 3))):
        raw = level(raw, chance)
    return raw


def _byte(raw: bytes, chance: random.Random) -> bytes:
    start, end = _span(len(raw), chance)
    match chance.randrange(8):
        case 0:
            return raw[:start] + bytes([chance.randrange(256)]) + raw[start + 1 :]
        case 1:
            return raw[:start] + raw[end:]
        case 2:
            return raw[:start] + chance.choice(BYTES) + raw[start:]
        case 3:
            return raw[:end] + raw[start:end] * chance.choice((1, 1, 30)) + raw[end:]
        case 4:
            return raw[:start]
        case 5:
            flipped = bytes(byte ^ 1 << chance.randrange(8) for byte in raw[start : start + 1])
            return raw[:start] + flipped + raw[start + 1 :]
        case 6:
            return raw.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")
        case _:
            return chance.choice(BYTES) + raw


def _token(raw: bytes, chance: random.Random) -> bytes:
    tokens = _TOKEN.findall(raw.decode("utf-8", "replace"))
    place, other = (chance.randrange(len(tokens) + 1) for _ in range(2))
    match chance.randrange(6):
        case 0:
            tokens[place:place] = [chance.choice(TOKENS)]
        case 1:
            tokens[place : place + 1] = []
        case 2:
            tokens[place : place + 1] = [chance.choice(TOKENS)]
        case 3:
            tokens[place:place] = tokens[other : other + chance.randrange(1, 12)]
        case 4:
            tokens[place : place + 2] = reversed(tokens[place : place + 2])
        case _:
            tokens[place : place + 1] = [_indented(*tokens[place : place + 1], chance=chance)]
    return "".join(tokens).encode()


def _indented(token: str = "", *, chance: random.Random) -> str:
    return token + " " * chance.randrange(4) if chance.random() < 0.5 else token[:-1]


def _tree(raw: bytes, chance: random.Random) -> bytes:
    """The file with one node of its tree changed; as it is, where it has no tree any more."""
    try:
        tree = yaml.load(raw, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeError, RecursionError):
        return raw
    places = list(_places(tree))
    if not places:
        return raw
    holder, key = chance.choice(places)
    match chance.randrange(9):
        case 0:
            del holder[key]
        case 1:
            _put_again(holder, key, chance)
        case 2:
            there, at = chance.choice(places)
            holder[key] = deepcopy(there[at])
        case 3:
            there, at = chance.choice(places)
            holder[key], there[at] = deepcopy(there[at]), deepcopy(holder[key])
        case 4:
            holder[key] = _wrong(holder[key], chance)
        case 5:
            holder[key] = _word(holder[key], chance)
        case _:
            holder, key = chance.choice([p for p in places if _is_prose(*p)] or places)
            holder[key] = _word(holder[key], chance)
    return _written(tree, chance)


def _places(tree: Tree) -> Iterator[tuple[Tree, Any]]:
    """Every entry as its container and key."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict | list):
            for key in node if isinstance(node, dict) else range(len(node)):
                yield node, key
                waiting.append(node[key])


def _is_prose(holder: Tree, key: Any) -> bool:
    """True if an entry is a text that somebody reads, so that the course may well load with it."""
    return key in ("ja", "en") and isinstance(holder[key], str)


def _put_again(holder: Tree, key: Any, chance: random.Random) -> None:
    if isinstance(holder, list):
        holder[key:key] = [holder[key]] * chance.choice((1, 1, 300))
    else:
        holder[f"{key}{chance.choice(WORDS)[:40]}"] = holder[key]


def _wrong(node: Tree, chance: random.Random) -> Tree:
    """Something of another type, or much deeper, or with its keys changed about."""
    deep, turned = node, [node]
    for _ in range(chance.choice((2, 39, 60))):
        deep = chance.choice(([deep], {"ja": deep, "en": "x"}))
    if isinstance(node, dict):
        turned = dict(zip(node, reversed(list(node.values())), strict=True))
    others: list[Tree] = [[], {}, "", None, [[]], {"": ""}, {"ja": "", "en": ""}, deep, turned]
    return chance.choice(others)


def _word(node: Tree, chance: random.Random) -> Tree:
    word = chance.choice(WORDS)
    if isinstance(node, str) and chance.random() < 0.5:
        place = chance.randrange(len(node) + 1)
        return node[:place] + word + node[place:]
    return word


def _written(tree: Tree, chance: random.Random) -> bytes:
    """A tree as JSON, which is YAML too, in some style."""
    escaped, indent = chance.random() < 0.5, chance.choice((None, 0, 2))
    text = json.dumps(tree, ensure_ascii=escaped, indent=indent)
    return text.encode("utf-8", "surrogatepass")


def _span(size: int, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(size + 1)
    return start, min(size, start + chance.choice((1, 2, 8, 100, 1000)))
