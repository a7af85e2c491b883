"""What a master of the database may do to a log, its ledger and its read models: found, and named."""
