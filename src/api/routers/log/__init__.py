"""The log itself over HTTP: its events as a feed, its ledger, and how far it has been read."""
