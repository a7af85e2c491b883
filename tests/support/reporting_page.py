"""docs/reporting.md, written from the comments of the migration: `python -m support.reporting_page`."""

from __future__ import annotations

import re
import sys
from importlib.resources import files
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reporting.md"

COMMENT = re.compile(
    r"comment on (view|column) :schema_reporting\.(\w+)(?:\.(\w+))? is\s+'([^']*)'", re.MULTILINE
)

BEFORE = """\
# Views for other programs' dashboards

For Grafana, Superset, FineReport and the like: views in the schema `lianxin_reporting` (the log's schema with
`_reporting`), without keys, tokens, sealed values, commands or anything that names a person.

```
lianxin reporting grant            # the role lianxin_reporting_lianxin may read them; grant it to others
lianxin reporting grant --login    # it gets a password and may sign in
lianxin reporting revoke
```

The role reads these views and nothing else. The views look up the build that serves each time they are
asked, so a rebuild changes nothing for them; several of them asked in one statement may be an event apart,
which `standing` shows. A view of the read models is read whole before it is filtered, so ask once and keep,
rather than every second. The server that comes with Lianxin listens on no network: for dashboards on other
machines use a PostgreSQL of your own (`LIANXIN_DATABASE_URL`). There, where the owner may not make roles,
the command says what the administrator runs first.

A figure that counts people or cases is the number of `counted_once` whose amounts add up to more than zero:

```sql
select code, count(*) from (
    select code, counted_once from facts
    where measure = 'M04' and occurred_on between '2022-03-01' and '2022-07-31'
    group by code, counted_once having sum(amount) > 0
) k group by code;
```

*Written from the comments in the database; do not edit below.*
"""


def comments() -> dict[tuple[str, str | None], str]:
    """Give the comment of every view and of every column, as they were written."""
    text = files("eventstore.migrations").joinpath("0008_reporting.sql").read_text(encoding="utf-8")
    return {(view, column or None): said for _, view, column, said in COMMENT.findall(text)}


def page() -> str:
    """Give the page."""
    lines = [BEFORE]
    for (view, column), said in comments().items():
        chinese, _, english = said.partition(" | ")
        if column is None:
            lines += [
                f"## {view}",
                "",
                f"{chinese}。{english}.",
                "",
                "| 列 | | |",
                "| --- | --- | --- |",
            ]
        else:
            lines.append(f"| `{column}` | {chinese} | {english} |")
    text = "\n".join(lines) + "\n"
    return re.sub(r"\|\n## ", "|\n\n## ", text)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}\n")
