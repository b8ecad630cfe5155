"""Every state of every screen as a picture, on one page to look through."""
