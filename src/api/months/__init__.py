"""Reports of months, as they are read and sent."""
