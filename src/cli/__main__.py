"""`python -m cli`: the same as `lianxin`."""

from cli.main import main

main()
