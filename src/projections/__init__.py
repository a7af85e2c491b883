"""What dashboards and lists read: one question, one file."""
