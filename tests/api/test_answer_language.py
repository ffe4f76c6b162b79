"""The language of REST's answers: English, or what `Accept-Language` asks for and is spoken here."""

from support.processes.server import RunningServer

BROKEN = (
    '{"format":1,"graph":{"nodes":[{"kind":"input","id":"n1","name":"x","shape":[4]},'
    '{"kind":"layer","id":"n2","name":"hidden","layer":"Dense","config":{"units":3}}],"edges":[]}}'
)
JSON = {"Content-Type": "application/json"}


def test_a_refusal_is_reported_in_the_language_that_is_accepted(server: RunningServer) -> None:
    korean = {"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.8"}
    answer = server.request("GET", "/templates/none", headers=korean)
    assert (answer.status_code, answer.headers["content-language"]) == (404, "ko")
    assert answer.json() == {
        "code": "not_found",
        "variant": "template",
        "params": {"name": "none"},
        "message": "“none”(이)라는 예제가 없습니다.",
        "got": "none",
    }


def test_english_is_reported_where_no_accepted_language_is_spoken(server: RunningServer) -> None:
    for headers in ({}, {"Accept-Language": "fr"}):
        answer = server.request("GET", "/templates/none", headers=headers)
        assert answer.json()["message"] == "There is no template named 'none'."


def test_a_check_is_reported_in_the_language_that_is_accepted(server: RunningServer) -> None:
    headers = {**JSON, "Accept-Language": "zh-CN"}
    report = server.request("POST", "/check", content=BROKEN.encode(), headers=headers).json()
    by_code = {problem["code"]: problem for problem in report["problems"]}
    assert by_code["input.missing"]["message"] == "Dense hidden 需要一个张量：还没有连线接到它。"
    assert by_code["input.missing"]["fixes"][0]["title"] == "将输入 x 连接到这里"
    english = server.request("POST", "/check", content=BROKEN.encode(), headers=JSON).json()
    assert [problem["code"] for problem in english["problems"]] == [*by_code]


def test_who_is_not_signed_in_is_reported_so_in_the_accepted_language(server: RunningServer) -> None:
    headers = {"Accept-Language": "zh-TW", "Authorization": ""}
    answer = server.request("GET", "/projects", headers=headers)
    assert answer.status_code == 401
    assert answer.json()["message"].startswith("請先登入")


def test_warnings_of_an_import_are_reported_in_the_language_that_is_accepted(server: RunningServer) -> None:
    document = b'{"format":1,"graph":{"nodes":[],"edges":[]},"training":{"epochs":"10"}}'
    headers = {**JSON, "Accept-Language": "zh-CN"}
    (warning,) = server.request("POST", "/import", content=document, headers=headers).json()["warnings"]
    assert warning["code"] == "import.value_read"
    assert warning["message"] == 'training.epochs 原为 "10"；读作 10。'


def test_templates_and_data_sets_are_described_in_the_language_that_is_accepted(
    server: RunningServer,
) -> None:
    korean = {"Accept-Language": "ko"}
    templates = server.request("GET", "/templates", headers=korean).json()["templates"]
    assert {each["name"]: each["title"] for each in templates}["iris"] == "붓꽃"
    one = server.request("GET", "/templates/iris", headers=korean).json()
    assert one == next(each for each in templates if each["name"] == "iris")
    english = server.request("GET", "/templates/iris").json()
    assert english == {**one, "title": "Iris", "teaches": english["teaches"]} != one
    found = server.request("GET", "/datasets", headers=korean).json()["datasets"]
    assert {each["name"]: each["title"] for each in found}["digits"] == "손글씨 숫자"
