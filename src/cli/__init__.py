"""The command line: `lianxin serve · demo · figures · history · verify · audit · backup …`."""

from cli.main import app, main

__all__ = ["app", "main"]
