"""Loading what exists: sheets of residents, certificates, members, areas and open appeals.

A file is previewed, with a reason for every row that cannot be taken, and nothing is written. When
it is confirmed, each row is one command at the desk, with everybody's rules (`domain.md` 12.2).
"""
