"""Japanese and English on a terminal: cells, readings, line breaks."""
