"""Is the log what the append promises, and are the personal keys those it was written with?"""
