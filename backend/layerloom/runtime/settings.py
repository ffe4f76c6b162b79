"""Settings from `LAYERLOOM_*` environment variables, nested ones with two underscores (`LAYERLOOM_LIMITS__NODES`)."""

import os
import re
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from layerloom_schema.base import Json
from layerloom_schema.data.datasets import LIBRARY_FOLDER
from layerloom_schema.errors import ErrorCode, Unreadable
from layerloom_schema.limits import Limits
from layerloom_schema.text.invalid_values import reason
from layerloom_schema.text.messages import phrase

PORT = 8642
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def _one_run_per_four_cores() -> int:
    return max(1, (os.cpu_count() or 1) // 4)


class Settings(BaseSettings):
    """All settings of the server, with defaults for one person on one machine."""

    model_config = SettingsConfigDict(env_prefix="LAYERLOOM_", env_nested_delimiter="__", extra="ignore")

    data_dir: Path = Field(default_factory=lambda: user_data_path("layerloom", appauthor=False))
    host: str = "127.0.0.1"
    port: int = Field(default=PORT, ge=0, le=65535)
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Host names of the server besides the loopback ones; one with a port allows that port only."""
    data_folders: Annotated[tuple[Path, ...], NoDecode] = ()
    """Folders of the server whose files people may use as data, separated as in PATH."""
    database_url: str | None = None
    """An SQLAlchemy URL; by default SQLite in `data_dir`."""
    runs_at_once: int = Field(default_factory=_one_run_per_four_cores, ge=1)
    warm_up_seconds: float = 20.0
    """How long a check waits for Keras to be imported before it returns `check.unavailable`."""
    stop_seconds: float = 20.0
    """How long a run may take to stop by itself before it is killed."""
    limits: Limits = Field(default_factory=Limits)

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("data_folders", mode="before")
    @classmethod
    def _split_paths(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part.strip())
        return value

    @field_validator("data_dir", mode="before")
    @classmethod
    def _refuse_empty(cls, value: Any) -> Any:
        """Without this an unset variable of a script would mean the working directory."""
        if isinstance(value, str) and not value.strip():
            raise PydanticCustomError("setting.empty_folder", "empty")
        return value

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @property
    def database(self) -> str:
        """The URL of the database."""
        return self.database_url or f"sqlite:///{self.data_dir / 'layerloom.sqlite3'}"

    @property
    def runs_dir(self) -> Path:
        """The folder of the run folders, which are named by run id."""
        return self.data_dir / "runs"

    @property
    def sweeps_dir(self) -> Path:
        """The folder of the sweeps' folders, which are named by id."""
        return self.data_dir / "sweeps"

    @property
    def datasets_dir(self) -> Path:
        """The folder of the data sets that people have added."""
        return self.data_dir / LIBRARY_FOLDER

    @property
    def logs_dir(self) -> Path:
        """The folder of the worker processes' logs."""
        return self.data_dir / "logs"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK


def load_settings(**given: Any) -> Settings:
    """Read the settings; `given` ones override the environment. Raises `Unreadable`, naming the first invalid one."""
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name, why = "__".join(str(part) for part in first["loc"]), reason(first)
    except SettingsError as error:
        name, why = (re.findall(r'"(\w+)"', str(error)) or ["?"])[0], phrase("value.must.json")
    params: dict[str, Json] = {"name": name, "variable": f"LAYERLOOM_{name.upper()}", "why": why}
    raise Unreadable(ErrorCode.bad_request, variant="setting", params=params, where={"field": name})
