"""What auditors read and print: the whole story of a record."""
