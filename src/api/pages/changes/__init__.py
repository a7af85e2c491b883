"""What changed between two moments: of a case, of a list, of a figure; for pages and programs."""
