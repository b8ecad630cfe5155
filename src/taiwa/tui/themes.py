"""taiwa's own themes: ink on paper, and paper on ink, with one accent."""

from textual.theme import Theme

DARK = Theme(
    name="taiwa-dark",
    primary="#7FB4CA",
    secondary="#A3B8A8",
    accent="#E6A86B",
    foreground="#E4E1D6",
    background="#16181C",
    surface="#1E2127",
    panel="#262A31",
    success="#8FC28B",
    warning="#E0C06C",
    error="#EE8F86",
    dark=True,
)

LIGHT = Theme(
    name="taiwa-light",
    primary="#1F5F7A",
    secondary="#4C6152",
    accent="#9A4A10",
    foreground="#22252A",
    background="#FAF8F2",
    surface="#F1EEE5",
    panel="#E7E3D7",
    success="#2B6B2E",
    warning="#7A5A00",
    error="#A3281E",
    dark=False,
)
