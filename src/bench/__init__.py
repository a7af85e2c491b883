"""Measurements: each beside the `eventsourcing` library's own default, in the same run."""
