"""Puts the built page, the generated contract and the messages into the wheel; an editable install needs neither."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackPage(BuildHookInterface):
    """Fails the wheel when the page is missing, so that nobody ships a server without one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        page = Path(self.root, "frontend", "dist")
        if not (page / "index.html").exists():
            raise RuntimeError("frontend/dist is missing: run `make page` before building the wheel")
        build_data["force_include"] |= {
            str(page): "layerloom/web",
            str(Path(self.root, "shared_schema", "generated")): "layerloom_schema/generated",
            str(Path(self.root, "shared_schema", "messages")): "layerloom_schema/messages",
        }
