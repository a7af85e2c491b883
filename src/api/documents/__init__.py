"""Files that come in and go out: what they are, what may be in them, how they are sent."""
