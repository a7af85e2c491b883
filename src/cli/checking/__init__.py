"""What an auditor, or anybody in doubt, asks of the log and of its figures."""
