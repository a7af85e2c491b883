"""What changed between two moments of knowledge: of a case, of a list, of a figure."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from api.acting import acting
from api.pages.changes.comparison import Comparison
from api.services import services_of

Then = Annotated[
    str,
    Query(
        description="从何时所知: 日期 (当日 24:00, 上海时间)、时间或账本位置",
        examples=["2022-04-30"],
        max_length=40,
    ),
]
Now = Annotated[
    str | None,
    Query(
        description="到何时所知: 与 then 同样的写法; 不填为现在所知",
        examples=["2022-07-31"],
        max_length=40,
    ),
]


def comparison(request: Request, then: Then, now: Now = None) -> Comparison:
    """Settle the two moments for the actor of this request."""
    return Comparison(services_of(request), acting(request), then=then, now=now)


Compared = Annotated[Comparison, Depends(comparison)]
