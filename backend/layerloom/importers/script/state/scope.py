"""Variables of a script, by scope."""

from .values import Value

MISSING = object()


class Scope:
    """Variables of a module, function or class body; names that are not there are looked up around it."""

    def __init__(self, around: "Scope | None" = None) -> None:
        self.around = around
        self.names: dict[str, Value] = {}
        self.stars: list[str] = []
        """Modules whose names were all imported."""
        self.defines: Value = None
        """The class whose body this is."""
        self.elsewhere: dict[str, Scope] = {}
        """Names declared `global` or `nonlocal`."""
        self.assigned: list[tuple[str, Value]] = []
        """Every assignment, in order."""

    def find(self, name: str) -> Value:
        """The value of a name, or `MISSING`."""
        scope: Scope | None = self.elsewhere.get(name, self)
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.around
        return MISSING

    def class_around(self) -> Value:
        """The class in whose body this is, as `super()` needs it; `None` outside of all."""
        scope: Scope | None = self
        while scope is not None and scope.defines is None:
            scope = scope.around
        return None if scope is None else scope.defines

    def star_modules(self) -> list[str]:
        """The modules whose names were all imported here or around, the latest first."""
        found: list[str] = []
        scope: Scope | None = self
        while scope is not None:
            found += reversed(scope.stars)
            scope = scope.around
        return found

    def assign(self, name: str, value: Value) -> None:
        """Set a variable of this scope, or of the one that it was declared to be of."""
        scope = self.elsewhere.get(name, self)
        scope.names[name] = value
        scope.assigned.append((name, value))

    def names_at(self, assigned: int) -> dict[str, Value]:
        """The variables of this scope after so many assignments."""
        return dict(self.assigned[:assigned])

    def declare(self, name: str, *, outermost: bool) -> None:
        """`global` or `nonlocal`."""
        scope: Scope | None = self.around
        while scope is not None and scope.around is not None and (outermost or name not in scope.names):
            scope = scope.around
        if scope is not None:
            self.elsewhere[name] = scope

    def import_all(self, module: str) -> None:
        """`from module import *`."""
        self.stars.append(module)
