"""Faults at random moments while commands are coming in, and what must hold whatever happens."""
