"""`python -m layerloom.api.schema` writes `shared_schema/generated/openapi.json`."""

import json
import tempfile
from pathlib import Path

from layerloom.api.app import create_app
from layerloom.runtime.settings import Settings
from layerloom_schema.catalog.generated_files import generated


def written() -> str:
    """The content of the file for the current application."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        return json.dumps(app.openapi(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    generated("openapi.json").write_text(written(), encoding="utf-8")
