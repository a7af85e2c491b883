"""How read models are kept: batches, tables, builds, parking, election."""
