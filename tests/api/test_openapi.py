"""[A] The description of the API is committed, fresh, and whole."""

import re

from layerloom.api.schema import written
from layerloom_schema.catalog.generated_files import generated
from support.processes.server import RunningServer


def test_A23_openapi_is_fresh() -> None:
    assert generated("openapi.json").read_text(encoding="utf-8") == written(), "run `make schema`"


def test_A23_operations_are_named_for_clients_and_models_of_the_socket_are_in_it(
    server: RunningServer,
) -> None:
    schema = server.get("/openapi.json")
    operations = [op for path in schema["paths"].values() for op in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][A-Za-z]*", name) for name in names)
    assert {"Event", "Document", "Edge", "EpochEnded", "CheckReport", "ErrorBody"} <= set(
        schema["components"]["schemas"]
    )
    assert not any("-Input" in name or "-Output" in name for name in schema["components"]["schemas"])
    for operation in operations:
        assert "422" not in operation["responses"]
        assert "ErrorBody" in str(operation["responses"]["default"])


def test_A23_what_an_error_body_may_leave_out_is_optional(server: RunningServer) -> None:
    schema = server.get("/openapi.json")["components"]["schemas"]["ErrorBody"]
    answer = server.request("GET", "/nothing").json()
    assert set(schema["required"]) <= set(answer) <= set(schema["properties"])
    assert schema["required"] == ["code", "message"]


def test_A23_the_page_of_the_api_asks_no_other_server(server: RunningServer) -> None:
    page = server.request("GET", "/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "/api/v1/check" in page.text
    assert "://" not in page.text
    assert "<script" not in page.text
