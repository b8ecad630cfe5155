"""The dialogue as a sans-IO machine: moves in, events out, no clock, no words."""
