"""What whoever runs a log does with its ledger: publish, look, verify, open an epoch."""
