"""A list to choose from that stays calm in a window without room for it."""

from textual.widgets import OptionList


class Listing(OptionList):
    """Textual's list, but out of sight it has no pages to turn: Textual fails there."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not action.startswith("page_") or bool(self.scrollable_content_region)
