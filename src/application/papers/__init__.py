"""Papers: files attached to a case with their bytes, demanded by guards, read again by who may.

What is checked in a file before it comes here, and how it is sent, is the web side's.
"""
