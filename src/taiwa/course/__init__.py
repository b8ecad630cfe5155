"""The course as data: its nouns, its files, and what is checked in them."""
