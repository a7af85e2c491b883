"""The demonstration: an invented spring and summer of 2022 in the client's district, told by commands.

The places are real, the people are not. `plan` tells what happens, `play` gives the commands.
"""
