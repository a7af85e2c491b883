"""The ledger: a Merkle tree over the stored rows of the log, whose signed root is published.

Whoever keeps one published checkpoint can tell later whether the log was changed: see docs/ledger.md.
"""
