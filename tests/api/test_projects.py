"""[A] Projects: what a person saved is kept byte for byte, and a stale save loses nothing."""

import json

from layerloom.api.raw_json import member_text, with_member
from layerloom_schema import strict_json
from support.processes.server import RunningServer

ODD = (
    '{ "format":1,\n "name" : "caf\\u00e9 \U0001f600", "x":[1.0,1e5,0.10,-0.0,12345678901234567890],'
    ' "later":{"b":1,"a":null} }'
)


def create(server: RunningServer, document: str) -> str:
    body = f'{{"document": {document} }}'
    answer = server.request(
        "POST", "/projects", content=body.encode(), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_A17_a_document_is_kept_byte_for_byte(server: RunningServer) -> None:
    id = create(server, ODD)
    answer = server.request("GET", f"/projects/{id}")
    assert ODD in answer.text
    assert answer.json()["name"] == "café \U0001f600"
    assert answer.json()["document"] == json.loads(ODD)


def test_A17_an_invalid_draft_is_kept_too(server: RunningServer) -> None:
    draft = '{"graph":{"nodes":"none"},"format":99,"name":7}'
    id = create(server, draft)
    assert draft in server.request("GET", f"/projects/{id}").text


def test_G110_a_project_is_given_in_its_own_notation_when_asked_for(server: RunningServer) -> None:
    saved = '{"format":1,"graph":{"nodes":[{"kind":"layer","id":"n1","name":"a","layer":"keras.layers.ReLU","x":1}]}}'
    id = create(server, saved)
    assert saved in server.request("GET", f"/projects/{id}").text
    own = server.get(f"/projects/{id}?own_notation=true")["document"]
    assert own["graph"]["nodes"] == [{"kind": "layer", "id": "n1", "name": "a", "layer": "ReLU", "x": 1}]
    assert ODD in server.request("GET", f"/projects/{create(server, ODD)}?own_notation=true").text


def test_G133_constants_and_shapes_are_given_to_the_page_so_that_it_can_hold_them(
    server: RunningServer,
) -> None:
    saved = (
        '{"format":1,"graph":{"nodes":[{"kind":"input","id":"n1","name":"a","shape":"(4, 2)"},'
        '{"kind":"op","id":"n2","name":"b","op":"add","config":{"x2":2.0}},'
        '{"kind":"op","id":"n3","name":"c","op":"sum","config":{"axis":1.0}}]}}'
    )
    id = create(server, saved)
    assert saved in server.request("GET", f"/projects/{id}").text
    a, b, c = server.get(f"/projects/{id}?own_notation=true")["document"]["graph"]["nodes"]
    assert (a["shape"], b["config"], c["config"]) == ([4, 2], {"x2": {"float": 2}}, {"axis": 1})


NEWER = '{ "format":7, "name":"later", "graph":{"nodes":[{"kind":"portal","layer":"keras.layers.Dense"}]}, "n":1.0 }'


def test_G136_a_newer_format_is_kept_byte_for_byte_and_neither_checked_nor_trained(
    server: RunningServer,
) -> None:
    id = create(server, NEWER)
    assert NEWER in server.request("GET", f"/projects/{id}?own_notation=true").text
    assert server.request("GET", f"/projects/{id}/document").text == NEWER
    headers = {"Content-Type": "application/json"}
    exported = server.request("POST", "/export?to=json", content=NEWER.encode(), headers=headers)
    assert exported.text == NEWER
    for path in ("/check", "/export?to=python", "/import"):
        refused = server.request("POST", path, content=NEWER.encode(), headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (400, "document.newer"), path
    started = server.request("POST", "/runs", content=f'{{"document":{NEWER}}}'.encode(), headers=headers)
    assert started.status_code in (400, 422), started.text


def test_A18_a_stale_save_is_409_names_the_newest_and_changes_nothing(server: RunningServer) -> None:
    id = create(server, '{"v":1}')
    first = server.request("PUT", f"/projects/{id}", json={"revision": 1, "document": {"v": 2, "name": "b"}})
    stale = server.request("PUT", f"/projects/{id}", json={"revision": 1, "document": {"v": 3}})
    assert (first.status_code, first.json()["revision"]) == (200, 2)
    assert stale.status_code == 409
    assert stale.json()["code"] == "project.stale"
    assert stale.json()["where"] == {"revision": 2}
    detail = server.get(f"/projects/{id}")
    assert (detail["document"], detail["name"], detail["revision"]) == ({"v": 2, "name": "b"}, "b", 2)


def test_A19_earlier_revisions_can_be_read(server: RunningServer) -> None:
    id = create(server, '{"v":1}')
    server.request("PUT", f"/projects/{id}", json={"revision": 1, "document": {"v": 2}})
    listed = server.get(f"/projects/{id}/revisions")["revisions"]
    assert [one["revision"] for one in listed] == [2, 1]
    page = server.get(f"/projects/{id}/revisions?limit=1")
    assert ([one["revision"] for one in page["revisions"]], page["has_more"]) == ([2], True)
    page = server.get(f"/projects/{id}/revisions?limit=1&after=2")
    assert ([one["revision"] for one in page["revisions"]], page["has_more"]) == ([1], False)
    assert server.get(f"/projects/{id}?revision=1")["document"] == {"v": 1}
    assert server.request("GET", f"/projects/{id}?revision=9").status_code == 404


def test_A20_projects_are_listed_last_changed_first_without_those_in_the_bin(server: RunningServer) -> None:
    older, newer = create(server, '{"name":"older"}'), create(server, '{"name":"newer"}')
    server.request("PUT", f"/projects/{older}", json={"revision": 1, "document": {"name": "older"}})
    ids = [project["id"] for project in server.get("/projects")["projects"]]
    assert ids.index(older) < ids.index(newer)
    assert server.request("DELETE", f"/projects/{older}").status_code == 204
    assert server.request("GET", f"/projects/{older}").status_code == 404
    assert server.request("GET", f"/projects/{older}/revisions").status_code == 404
    assert server.request("DELETE", f"/projects/{older}").status_code == 404


def test_A17_a_member_is_found_wherever_it_stands() -> None:
    text = ' {"a":"{\\"document\\":1}", "b" : {"document":[2]},\t"document"\n: {"x" : 1.50 } ,"c":[]} '
    assert strict_json.loads(text)
    assert member_text(text.encode(), "document") == '{"x" : 1.50 }'
    assert member_text(b'\xef\xbb\xbf{"document":{}}', "document") == "{}"
    assert with_member('{"a":1}', "b", '{"x" : 2 }') == '{"a":1,"b":{"x" : 2 }}'
