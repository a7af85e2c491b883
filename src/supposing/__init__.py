"""What if a rule had been otherwise? The same history, retold under another rule, beside the real one.

Nothing here can write to the log: this package sees it as projections do, to read, and no more.
"""
