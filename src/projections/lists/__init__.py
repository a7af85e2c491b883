"""Lists: cases of every kind, and the people in them, as of any position."""
