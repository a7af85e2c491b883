"""Pages of cases: the list, and each case with its story."""
