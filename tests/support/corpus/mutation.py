"""Ways in which data is wrong, by name: what is to be said of each, and whether a fix cures it."""

from collections.abc import Callable
from dataclasses import dataclass

from .clean import CLEAN
from .project import Project

Change = Callable[[Project], None]


@dataclass(frozen=True)
class Mutation:
    """A change of a clean project, and the code and variant that it is to get."""

    name: str
    clean: str
    change: Change
    code: str
    variant: str | None
    cured: bool

    def project(self) -> Project:
        """The clean project, changed."""
        project = CLEAN[self.clean]()
        self.change(project)
        return project


class Mutations(dict[str, Mutation]):
    """Mutations by name; each is a function that changes a project."""

    def named(
        self, clean: str, code: str, variant: str | None = "field", *, cured: bool = False
    ) -> Callable[[Change], Change]:
        """Register a change of the clean project of this name."""

        def register(change: Change) -> Change:
            name = change.__name__
            self[name] = Mutation(name, clean, change, code, variant, cured)
            return change

        return register
