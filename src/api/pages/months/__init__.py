"""The month's report on the screen, to be looked through, confirmed and printed."""
