"""What operators do to a log that lives for years: builds, backups, checks, and the daily round."""
