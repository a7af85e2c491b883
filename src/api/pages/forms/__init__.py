"""Pages that write: a form each, and the receipt."""
