"""The page of today's work."""
