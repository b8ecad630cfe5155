"""The app in a browser: every visitor at a profile of their own."""
