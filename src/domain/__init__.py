"""What can happen to a case, and what may happen next. Standard library only."""
