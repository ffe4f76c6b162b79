"""Does what a person's first minute does, by a one-time link: `python -m image.visit LINK [--train]`, from `tests`."""

import re
import sys
import time
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

import httpx

WARM_SECONDS = 180.0
RUN_SECONDS = 180.0
ENDS = {"stopped", "completed", "failed", "diverged"}


def visit(link: str) -> httpx.Client:
    """Follows the link to the page, loads all that the page names, and reads the catalogue; the browser, signed in."""
    parts = urlsplit(link)
    base = f"{parts.scheme}://{parts.netloc}"
    browser = httpx.Client(
        base_url=base, headers={"Origin": base}, follow_redirects=True, timeout=60, trust_env=False
    )
    assert browser.get("/api/v1/catalog").status_code == 401, "a stranger was shown the catalogue"

    page = browser.get(link)
    assert page.status_code == 200, f"the link was answered with {page.status_code}"
    assert page.url.path == "/", f"the link leads to {page.url.path}, not to the page"
    assert '<div id="root">' in page.text, "what the link leads to is not the page"
    named = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)
    assert any(name.endswith(".js") for name in named), "the page names no script"
    for name in named:
        asset = browser.get(name)
        assert asset.status_code == 200, f"{name} was answered with {asset.status_code}"
        assert asset.content, f"{name} is empty"

    catalog = browser.get("/api/v1/catalog").raise_for_status().json()
    assert "Dense" in catalog["layers"], "the catalogue has no Dense"
    with httpx.Client(timeout=60, trust_env=False) as other:
        assert other.get(link).status_code == 410, "the link opened Layerloom twice"
    return browser


def train(browser: httpx.Client, template: str) -> dict[str, float]:
    """Checks a template with the real Keras and trains it to its end; the logs of its last epoch."""
    _wait(
        lambda: browser.get("/api/v1/health").json()["checker"] == "warm", WARM_SECONDS, "Keras to be loaded"
    )
    document = browser.get(f"/api/v1/templates/{template}").raise_for_status().json()["document"]
    report = browser.post("/api/v1/check", json=document).raise_for_status().json()
    assert report["ok"], report["problems"]
    started = browser.post("/api/v1/runs", json={"document": document})
    assert started.status_code == 201, started.text
    run = f"/api/v1/runs/{started.json()['id']}"
    _wait(lambda: browser.get(run).json()["state"] in ENDS, RUN_SECONDS, "the run to end")
    record = browser.get(run).json()
    assert record["state"] == "completed", record["message"]
    logs: dict[str, float] = record["logs"]
    return logs


def _wait(condition: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds:g} seconds for {what}"
        time.sleep(0.2)


if __name__ == "__main__":
    with closing(visit(sys.argv[1])) as signed_in:
        print("The link opens the page; the catalogue is there.")
        if "--train" in sys.argv:
            print("A run completed:", train(signed_in, "iris"))
