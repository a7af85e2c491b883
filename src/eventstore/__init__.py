"""How history is remembered: stored form, append, replay, sealing, embedded server."""
