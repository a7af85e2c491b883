"""What an auditor reads of a record: every step, and what each one changed."""
