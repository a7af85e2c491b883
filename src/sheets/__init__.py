"""Spreadsheet files: reading rows from what people have, recognising headers, writing sheets back.

Knows files and cells, nothing of the casework: what a column means is told from outside.
"""
