"""Who may import whom, read from the sources: the table of docs/architecture.md, 'The house'."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src"


@dataclass(frozen=True)
class Layer:
    """What one package may import, beside itself and the standard library."""

    ours: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def layer(*, ours: str = "", others: str = "") -> Layer:
    return Layer(frozenset(ours.split()), frozenset(others.split()))


LAYERS = {
    "domain": layer(),
    # psycopg_pool is the `pool` of psycopg[pool].
    "eventstore": layer(
        ours="domain",
        others="cryptography eventsourcing msgspec psycopg psycopg_pool",
    ),
    "projections": layer(ours="domain", others="psycopg psycopg_pool"),
    # Proof bundles are written from figures, the log's rows and its ledger. The verifiers are only
    # handed over as text, and import nothing of ours.
    "proofs": layer(ours="domain eventstore projections"),
    "verifier": layer(),
    "application": layer(ours="domain eventstore"),
    # Spreadsheet files: cells and headers, nothing of the casework.
    "sheets": layer(ours="domain", others="openpyxl xlrd"),
    # A record's history as an auditor reads it, without what is sealed.
    "auditing": layer(ours="domain"),
    # Sheets become commands at everybody's desk; nothing else of the log is within its reach.
    "importing": layer(ours="domain eventstore application sheets"),
    # The demonstration gives commands as people do, and has no other way to the log.
    "story": layer(ours="domain application"),
    # What pages and files need: starlette under fastapi, msgspec for answers on hot paths, PIL for
    # pictures, metrics and logs.
    # uvicorn is not here: bootstrap starts the server.
    "api": layer(
        ours="domain application auditing importing projections proofs sheets",
        others="PIL fastapi jinja2 msgspec prometheus_client pydantic segno starlette structlog",
    ),
    # The only joiner: it makes the connection pool, sets up the logs and starts the server.
    "bootstrap": layer(
        ours="domain eventstore projections proofs application api story backup supposing",
        others="fastapi psycopg psycopg_pool pydantic pydantic_settings structlog uvicorn",
    ),
    # The same history under another rule: it sees the log as projections do, and cannot write.
    "supposing": layer(ours="domain projections", others="psycopg"),
    # PostgreSQL's own tools around the embedded server.
    "backup": layer(ours="eventstore", others="psycopg"),
    # Measures the whole house, and beside it the library as it comes.
    "bench": layer(
        ours="domain eventstore projections application bootstrap verifier",
        others="eventsourcing psycopg",
    ),
    # It joins nothing: every command asks the house, or is a program of its own (the witness).
    "cli": layer(
        ours="application backup bench bootstrap domain eventstore importing projections supposing",
        others="rich typer",
    ),
}


def packages() -> list[str]:
    """Give the names on the first level of src, as they are imported."""
    modules = [path.stem for path in SOURCES.glob("*.py")]
    return sorted(modules + [path.parent.name for path in SOURCES.glob("*/__init__.py")])


def sources() -> list[Path]:
    return sorted(SOURCES.rglob("*.py"))


def breaches(path: Path, source: str) -> Iterator[str]:
    """Give one sentence for each import in a file of src that the table does not allow."""
    package = path.relative_to(SOURCES).parts[0].removesuffix(".py")
    for line, name in imports_in(source):
        rule = broken_rule(package, name)
        if rule:
            yield f"src/{path.relative_to(SOURCES)}:{line}: imports {name}: {rule}"


def imports_in(source: str) -> Iterator[tuple[int, str]]:
    """Give line and full dotted name of everything imported from outside the file's own folder."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def broken_rule(package: str, name: str) -> str | None:
    """Give the rule that an import of `name` in `package` breaks; None if it breaks none."""
    imported, *inner = name.split(".")
    if imported == package or imported in sys.stdlib_module_names:
        return None
    if imported in LAYERS:
        if imported not in LAYERS[package].ours:
            return f"of ours, {package} may import {words(LAYERS[package].ours)}"
        if any(part.startswith("_") for part in inner):
            return f"what begins with _ belongs to {imported} alone"
        return None
    if imported not in LAYERS[package].others:
        return f"of others, {package} may import {words(LAYERS[package].others)}"
    return None


def words(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def test_every_package_has_its_place_in_the_table() -> None:
    unknown = set(packages()) - LAYERS.keys()
    assert not unknown, f"src holds {unknown}, which the table in {__file__} does not know"


def test_every_file_belongs_to_a_package() -> None:
    strays = [
        str(path.relative_to(SOURCES.parent))
        for path in sources()
        if path.relative_to(SOURCES).parts[0].removesuffix(".py") not in LAYERS
    ]
    assert strays == []


def test_nobody_imports_what_the_table_does_not_allow() -> None:
    found = [
        breach for path in sources() for breach in breaches(path, path.read_text(encoding="utf-8"))
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("file", "line", "rule"),
    [
        ("domain/a.py", "import msgspec", "of others, domain may import nothing"),
        ("domain/a.py", "from eventstore.log import Log", "of ours, domain may import nothing"),
        ("application/a.py", "import psycopg", "of others, application may import nothing"),
        (
            "application/a.py",
            "from projections import figures",
            "of ours, application may import domain, eventstore",
        ),
        ("projections/a.py", "import application", "of ours, projections may import domain"),
        (
            "projections/b/a.py",
            "import msgspec",
            "of others, projections may import psycopg, psycopg_pool",
        ),
        (
            "cli/main.py",
            "import api",
            (
                "of ours, cli may import application, backup, bench, bootstrap, domain, eventstore,"
                " importing, projections, supposing"
            ),
        ),
        ("cli/main.py", "import uvicorn", "of others, cli may import rich, typer"),
        (
            "application/a.py",
            "from domain._words import Word",
            "what begins with _ belongs to domain alone",
        ),
        (
            "application/a.py",
            "from domain import _words",
            "what begins with _ belongs to domain alone",
        ),
        (
            "domain/a.py",
            "if TYPE_CHECKING:\n    import psycopg",
            "of others, domain may import nothing",
        ),
    ],
)
def test_a_forbidden_import_is_found_and_named(file: str, line: str, rule: str) -> None:
    (breach,) = breaches(SOURCES / file, line)
    assert breach.startswith(f"src/{file}:{line.count(chr(10)) + 1}: imports ")
    assert breach.endswith(f": {rule}")


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("domain/a.py", "from domain._words import Word"),
        ("domain/appeal/a.py", "from . import rules"),
        ("domain/a.py", "from __future__ import annotations\nimport datetime"),
        ("eventstore/a.py", "from psycopg.rows import tuple_row"),
        ("api/pages/a.py", "from projections.figures import figure"),
        ("bootstrap.py", "from api import routers"),
    ],
)
def test_an_allowed_import_is_left_in_peace(file: str, line: str) -> None:
    assert list(breaches(SOURCES / file, line)) == []
