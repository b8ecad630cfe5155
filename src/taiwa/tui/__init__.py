"""The app in the terminal: the one room that knows textual."""
