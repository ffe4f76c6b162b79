"""`python -m layerloom.datasets.generate`: writes `shared_schema/generated/datasets.json`.

The file says what the built-in data sets hold, so that a list of data sets needs none of their arrays, and not
scikit-learn, whose import takes over a second.
"""

import json

from layerloom_schema.catalog.generated_files import generated

from .builtin import BUILTIN, FILE


def text() -> str:
    """The text of the file: rows, version and fields by name, a field a line."""
    entries = []
    for name, make in BUILTIN.items():
        info = make().info
        fields = [
            f"   {json.dumps(field.model_dump(mode='json', exclude_defaults=True))}" for field in info.fields
        ]
        listed = ",\n".join(fields)
        entries.append(
            f' "{name}": {{\n  "rows": {info.rows},\n  "version": "{info.version}",\n  "fields": [\n{listed}\n  ]\n }}'
        )
    return "{\n" + ",\n".join(entries) + "\n}\n"


def main() -> None:
    """Write the file."""
    generated(FILE).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
