"""Keys that mean the same as others."""

import unicodedata

from textual import events


def half_width(key: events.Key) -> events.Key:
    """A full-width key, `１`, `ｑ` or the ideographic space, as its half-width twin."""
    twin = unicodedata.normalize("NFKC", key.character or "")
    if twin == key.character or not (len(twin) == 1 and twin.isascii()):
        return key
    name = twin if twin.isalnum() else unicodedata.name(twin).lower().replace(" ", "_")
    return twin_of(key, name, twin)


def twin_of(key: events.Key, name: str, character: str) -> events.Key:
    """Another key, pressed when `key` was."""
    twin = events.Key(name, character)
    twin.time = key.time
    return twin
