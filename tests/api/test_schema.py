"""Schemathesis over the whole OpenAPI document: no server error, no undocumented answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from application.catalogue import COMMANDS
from bootstrap import application
from support.histories import ACTOR

if TYPE_CHECKING:
    from bootstrap import House

EXAMPLES = 2

_ACTING = {"X-Lianxin-Acting": f"{ACTOR} DST 320371"}

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


def test_every_operation_answers_as_documented(house: House) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", application(house), timeout=120)
    operations: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) > len(COMMANDS)
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            house.publisher.step()  # as the service does within a second
            try:
                _explore(operation, mode)
            except Unsatisfiable:
                assert mode is GenerationMode.NEGATIVE, "nothing can be said to it, so not wrongly"


def _explore(operation: Any, mode: GenerationMode) -> None:
    """Send an operation what it says it takes, and what it says it does not."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def explored(case: Any) -> None:
        case.headers = {**(case.headers or {}), **_ACTING}
        case.call_and_validate(checks=list(CHECKS))

    explored()
