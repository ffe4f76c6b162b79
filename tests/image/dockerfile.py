"""A Dockerfile read as data: as much of its grammar as ours uses."""

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Instruction:
    """One instruction; `text` is all that follows its name, on one line."""

    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """Its words, without flags such as `--from=page`."""
        return [word for word in shlex.split(self.text) if not word.startswith("--")]

    def flag(self, name: str) -> str | None:
        """The value of `--name=value`."""
        found = re.search(rf"(?:^|\s)--{name}=(\S+)", self.text)
        return found[1] if found else None

    @property
    def exec_form(self) -> list[str]:
        """The command of `CMD [...]` or `HEALTHCHECK ... CMD [...]`. Raises `ValueError` for the shell's form."""
        command: list[str] = json.loads(self.text[self.text.index("[") :])
        return command


@dataclass(frozen=True)
class Stage:
    """From one `FROM` to the next."""

    base: str
    name: str | None
    instructions: list[Instruction] = field(default_factory=list)

    def all(self, name: str) -> list[Instruction]:
        """Every instruction of that name, in order."""
        return [one for one in self.instructions if one.name == name]

    def one(self, name: str) -> Instruction:
        """The only instruction of that name."""
        (found,) = self.all(name)
        return found

    @property
    def environment(self) -> dict[str, str]:
        """What `ENV` sets; the value of `$PATH` is left as it is written."""
        words = [word for one in self.all("ENV") for word in one.words]
        return {name: value for name, _, value in (word.partition("=") for word in words)}


def read(path: Path) -> list[Stage]:
    """The stages of a Dockerfile, the last one being the image."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    stages: list[Stage] = []
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        if not line.strip():
            continue
        name, _, text = line.partition(" ")
        if name == "FROM":
            base, _, alias = text.partition(" AS ")
            stages.append(Stage(base.strip(), alias.strip() or None))
        else:
            stages[-1].instructions.append(Instruction(name, text.strip()))
    return stages
