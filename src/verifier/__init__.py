"""Two programs that check a proof bundle. They ship inside each one and import nothing of ours."""
