"""Why Keras does not make an application with the settings it is given."""

from collections.abc import Mapping

from layerloom_schema.base import Json
from layerloom_schema.catalog import Catalog
from layerloom_schema.problems import Code

from .findings import LAYER, Finding


def explain(name: str, config: Mapping[str, Json], catalog: Catalog) -> Finding:
    """The cause, and the setting that is at fault where it is known."""
    del config, catalog
    return Finding(
        Code.layer_refused,
        f"{LAYER} cannot be made with these settings.",
        {"rule": "application", "application": name},
    )
