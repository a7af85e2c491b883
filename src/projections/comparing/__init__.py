"""What changed between two moments: in a list, in a figure. Nothing is kept for it."""
