"""Proof bundles: a figure with everything somebody else needs to count it again (`docs/proof.md`)."""
