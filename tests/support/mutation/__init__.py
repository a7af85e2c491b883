"""How much the tests notice: small faults are put into the code, one at a time, and looked for.

cosmic-ray says which faults there are: an `and` made an `or`, a `<` made a `<=`, a number one off.
Each is a mutant. A mutant that makes some test fail is killed; the others survived, and each of
them is either a missing test or code that says the same thing twice. Run from `tests/`:

    python -m support.mutation domain --sample 1500 --seed 7

No file is changed. Each mutant lives in a process of its own, forked from one that has pytest and
the libraries loaded: it imports our code anew, the mutated module from memory, and runs the tests
that reach the mutated function, the quick ones first, until one fails. The tests may not need the
fixtures of `conftest.py`, unless `--conftest` says so.

What counts as a mutant is in `mutants.py`, which tests reach it in `reach.py`, what happens to it
in `trials.py`, and what the numbers say in `score.py`.
"""
