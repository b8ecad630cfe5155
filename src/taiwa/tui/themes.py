"""The colours by role: ink on paper, and paper on ink, with one accent.

Terminals of 256 colours have tables of their own, because rounding would make some roles one. The
greys there are those that arrive as 256 greys: on the way each is rounded to a neighbour.
"""

from textual.theme import Theme

ROLES = (
    *("background", "surface", "raised", "line", "ink", "soft", "accent", "onaccent", "tint"),
    *(f"heat{step}" for step in range(5)),
    *("good", "goodtint", "bad", "badtint", "near", "neartint"),
)
"""Text stands on background, surface, raised, a tint or heat1; never on line or heat2 to heat4."""

TABLES = {
    "dark": (
        "#14171C #1C2129 #29303B #3A434F #E8E5DC #A7B0BB #84BBEA #0C1822 #1F3A52 "
        "#252C35 #26455F #34688F #5394C4 #93C9F5 "
        "#8FCF8C #1B3524 #F59A8F #3D2326 #E8C96F #3A331C"
    ),
    "light": (
        "#FBF9F4 #F2EEE4 #E4DECF #CBC3B1 #20242A #545A57 #17598E #FFFFFF #CFE1F0 "
        "#E9E4D7 #B3D0E7 #7FADD2 #4080B4 #134D7D "
        "#1F6527 #D6E9D4 #A0261D #F7D9D4 #6B4E00 #F5E6B8"
    ),
    "dark-256": (
        "#121212 #262626 #3a3a3a #585858 #e6e6e6 #b3b3b3 #87d7ff #121212 #444444 "
        "#303030 #005f87 #5f87af #87afd7 #afd7ff "
        "#87d787 #005f00 #ffafaf #5f0000 #ffff87 #5f5f00"
    ),
    "light-256": (
        "#ffffff #f0f0f0 #dcdcdc #bdbdbd #1c1c1c #4e4e4e #005f87 #ffffff #afd7ff "
        "#e6e6e6 #afd7ff #87afd7 #5f87af #005f87 "
        "#005f00 #d7ffd7 #af0000 #ffd7d7 #5f5f00 #ffffaf"
    ),
}
NAMES = ("dark", "light")


def colours(table: str) -> dict[str, str]:
    """The colour of each role in a table."""
    return dict(zip(ROLES, TABLES[table].split(), strict=True))


def theme(name: str, table: str) -> Theme:
    """A theme of Textual's, its variables named by role."""
    of = colours(table)
    return Theme(
        name=name,
        primary=of["accent"],
        secondary=of["soft"],
        accent=of["accent"],
        foreground=of["ink"],
        background=of["background"],
        surface=of["surface"],
        panel=of["raised"],
        success=of["good"],
        warning=of["near"],
        error=of["bad"],
        dark=name.endswith(NAMES[0]),
        variables={
            **of,
            "block-cursor-background": of["tint"],
            "block-cursor-foreground": of["ink"],
            "input-cursor-background": of["accent"],
            "input-cursor-foreground": of["onaccent"],
            "scrollbar": of["line"],
            "scrollbar-background": of["background"],
            "text-muted": of["soft"],
        },
    )


def themes(depth: str | None) -> dict[str, Theme]:
    """Both themes by name, in the colours of a terminal of such a `depth` (as Rich names them)."""
    tables = [f"{name}-256" if depth == "256" else name for name in NAMES]
    made = [theme(f"taiwa-{name}", table) for name, table in zip(NAMES, tables, strict=True)]
    return {theme.name: theme for theme in made}


DARK, LIGHT = themes(None).values()
