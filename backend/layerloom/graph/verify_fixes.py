"""Verifies fixes: a fix is offered only if the document with it has neither the problem nor new errors.

A fix lets the check see further, so it may reveal an error that was there all along. Such an error is distinguished from
one that the fix causes by comparison: with the other fixes of the problem, and with the document in which all inputs of
a merge come from one of its sources, so that their shapes agree. An error that remains in all cases is independent.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from time import process_time
from typing import TypeGuard

from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import (
    AddNode,
    Connect,
    Disconnect,
    Edit,
    Rename,
    RenameModel,
    SetConfig,
    SetField,
    SetNode,
)
from layerloom_schema.documents.graph import Edge, InputNode, Node, OutputNode
from layerloom_schema.errors import Unreadable

from .edits import apply
from .fixes.fix_titles import make_fix as titled
from .nested_models import nested_document

Place = tuple[ModelName | None, NodeId | None]
Key = tuple[Code, Place, str | None, str | None]
Recheck = Callable[[Document], list[Problem]]
MAX_RECHECKS = 24
"""Maximum number of re-checks of a document of up to 100 nodes; larger ones get fewer, at least three."""
RECHECK_SECONDS = 5.0
"""Seconds of processor time that all re-checks of a document may take, as large documents are slow to check."""
_STRUCTURE = ("graph.", "node.", "edge.", "input.", "merge.", "output.", "shared.missing", "model.missing")
"""Prefixes of codes that need no shapes, so that a fix cannot reveal them."""
_OF_OUTPUTS = ("training.", "data.")
"""Prefixes of codes that depend on the shapes of outputs."""
_KEYED = ("training.outputs", "data.inputs", "data.targets", "data.sample_weights")
"""Sections of a document that are keyed by names of inputs and outputs."""
_SEPARATE = ("training.", "data.", "document.unknown_field")
"""Prefixes of codes whose fixes set fields that do not depend on each other, so that one re-check proves them all."""
_MAX_REPEATS = 8
"""Maximum number of nodes at which one fix is repeated."""


@dataclass(frozen=True)
class _AppliedFix:
    """A fix, and the errors that it revealed."""

    fix: Fix
    exposed: tuple[Problem, ...]

    @property
    def keys(self) -> frozenset[Key]:
        return frozenset(map(_key, self.exposed))


def verify_fixes(
    document: Document, problems: list[Problem], computed: Collection[Place], recheck: Recheck
) -> list[Problem]:
    """The problems with only those of their fixes that work.

    Args:
        document: The checked document.
        problems: Its problems, with proposed fixes.
        computed: The nodes whose shapes are known, each with its nested model.
        recheck: The same check, for the document after a fix.
    """
    proof = _Verifier(document, problems, computed, recheck)
    proof.prove_together(problems)
    return [
        problem.model_copy(update={"fixes": proof.working(problem)}) if problem.fixes else problem
        for problem in problems
    ]


class _Verifier:
    def __init__(
        self, document: Document, problems: list[Problem], computed: Collection[Place], recheck: Recheck
    ) -> None:
        self.document = document
        self.computed = computed
        self.recheck = recheck
        self.before = {_key(problem) for problem in problems if problem.severity is Severity.error}
        ends = [node.id for node in document.graph.nodes if isinstance(node, OutputNode)]
        self.hidden_ends = any((None, end) not in computed for end in ends)
        self.proved: list[Fix] = []
        """Fixes that work, as was found for several at once."""
        self.until = process_time() + RECHECK_SECONDS
        self.longest = 0.0
        self.left = max(3, min(MAX_RECHECKS, MAX_RECHECKS * 100 // max(1, len(document.graph.nodes))))

    def _may_go_on(self) -> bool:
        """Count one re-check; false if none is left."""
        if self.left == 0 or process_time() + self.longest > self.until:
            return False
        self.left -= 1
        return True

    def _timed_recheck(self, document: Document) -> list[Problem]:
        """Re-check a document, and remember the longest time that one took."""
        began = process_time()
        found = self.recheck(document)
        self.longest = max(self.longest, process_time() - began)
        return found

    def prove_together(self, problems: list[Problem]) -> None:
        """Prove the first fixes of all problems of a code by one re-check, where each sets fields of its own.

        Ten outputs without a loss are ten problems: that all ten losses together solve all of them, and cause nothing
        new, is found as fast as for one. Where it is not so, each fix is tried by itself.
        """
        for group in _separate_groups(problems):
            if not self._may_go_on():
                return
            fixes = [problem.fixes[0] for problem in group]
            try:
                fixed = apply(self.document, [edit for fix in fixes for edit in fix.edits])
                after = self._timed_recheck(fixed)
            except Unreadable:
                continue
            keys = {_key(problem) for problem in group}
            errors = {_key(found) for found in after if found.severity is Severity.error}
            if not keys & {_key(found) for found in after} and errors <= self.before:
                self.proved += fixes

    def working(self, problem: Problem) -> list[Fix]:
        """The fixes of a problem after which there is no new error."""
        applied = [
            found for fix in _different(problem.fixes) if (found := self._try(problem, fix)) is not None
        ]
        if all(each.exposed for each in applied):
            applied = [self._repeated(problem, each) for each in applied]
        if all(each.exposed for each in applied):
            # Errors that are left by every fix are caused by none of them.
            independent = self._independent(problem, applied)
            return [each.fix for each in applied if each.keys <= independent]
        return [each.fix for each in applied if not each.exposed]

    def _try(self, problem: Problem, fix: Fix) -> _AppliedFix | None:
        """Apply and re-check a fix; `None` if it does not solve the problem, causes an error, or no re-check is left."""
        if any(fix is other for other in self.proved):
            return _AppliedFix(fix, ())
        if not self._may_go_on():
            return None
        try:
            fixed = apply(self.document, fix.edits)
            after = _under_old_names(self._timed_recheck(fixed), fix, self.document)
        except Unreadable:
            return None
        touched = {location for edit in fix.edits for location in _touched(edit)}
        exposed = []
        for found in after:
            if _key(found) == _key(problem):
                return None
            if found.severity is not Severity.error or _key(found) in self.before:
                continue
            if self._is_made(found, touched):
                return None
            exposed.append(found)
        return _AppliedFix(fix, tuple(exposed))

    def _is_made(self, found: Problem, touched: Collection[Place]) -> bool:
        """Whether the fix certainly caused a new error: at a node that it changes, or whose shapes were known before."""
        if found.code.startswith(_STRUCTURE):
            return True
        if found.where.node is None:
            return not (self.hidden_ends and found.code.startswith(_OF_OUTPUTS))
        return _place(found) in touched or _place(found) in self.computed

    def _repeated(self, problem: Problem, applied: _AppliedFix) -> _AppliedFix:
        """Repeat the fix at later nodes if that solves everything, as an odd size recurs at every merge."""
        whole, count = applied, 1
        while whole.exposed and count < _MAX_REPEATS and applied.fix.kind is FixKind.insert_to:
            alike = next((fix for fix in whole.exposed[0].fixes if _alike(fix, applied.fix)), None)
            if alike is None:
                return applied
            count += 1
            edits = [*whole.fix.edits, *alike.edits]
            fix = titled(FixKind.insert_to_each, edits, layer=applied.fix.params["layer"], count=count)
            further = self._try(problem, fix)
            if further is None:
                return applied
            whole = further
        return applied if whole.exposed else whole

    def _independent(self, problem: Problem, applied: list[_AppliedFix]) -> frozenset[Key]:
        """The errors that remain after every fix of the problem."""
        found = [each.keys for each in applied]
        for edits in _with_equal_inputs(self.document, problem):
            if self._may_go_on():
                after = self._timed_recheck(apply(self.document, edits))
                found.append(frozenset(_key(each) for each in after if self._is_hidden(each)))
        return frozenset.intersection(*found) if found else frozenset()

    def _is_hidden(self, found: Problem) -> bool:
        """Whether an error is at a node whose shapes were not known before."""
        return found.severity is Severity.error and _place(found) not in self.computed


def _separate_groups(problems: list[Problem]) -> Iterator[list[Problem]]:
    """Problems of one code, two or more, whose first fixes each set fields of their own."""
    groups: dict[Code, list[Problem]] = {}
    for problem in problems:
        if problem.fixes and problem.code.startswith(_SEPARATE):
            groups.setdefault(problem.code, []).append(problem)
    for group in groups.values():
        edits = [edit for problem in group for edit in problem.fixes[0].edits]
        paths = [tuple(edit.path) for edit in edits if isinstance(edit, SetField)]
        if len(group) > 1 and len(paths) == len(edits) and _are_apart(paths):
            yield group


def _are_apart(paths: list[tuple[str, ...]]) -> bool:
    """Whether no path is another's beginning."""
    ordered = sorted(paths)
    return all(two[: len(one)] != one for one, two in pairwise(ordered))


def _different(fixes: list[Fix]) -> list[Fix]:
    """The fixes without repetitions of the same edits."""
    return [
        fix for index, fix in enumerate(fixes) if all(fix.edits != other.edits for other in fixes[:index])
    ]


def _with_equal_inputs(document: Document, problem: Problem) -> Iterator[list[Edit]]:
    """For each source of the failing merge, edits that connect all its inputs to that source."""
    edge = problem.where.edge
    name = problem.where.model
    graph = document.graph if name is None else getattr(nested_document(document, name), "graph", None)
    if edge is None or graph is None or problem.where.node != edge.target:
        return
    into = [
        each for each in graph.edges if each.target == edge.target and each.target_input == edge.target_input
    ]
    if len(into) < 2:
        return
    for source in into:
        yield [*_from(source, into, name)]


def _from(source: Edge, into: list[Edge], model: ModelName | None) -> Iterator[Edit]:
    for each in into:
        like = {"source": source.source, "source_output": source.source_output}
        yield Disconnect(edge=each, model=model)
        yield Connect(edge=each.model_copy(update=like), model=model)


def _alike(one: Fix, other: Fix) -> bool:
    return one.kind is other.kind and one.params.get("layer") == other.params.get("layer")


def _under_old_names(problems: list[Problem], fix: Fix, document: Document) -> list[Problem]:
    """The problems with locations by the names before the fix, which may rename nested models, inputs and outputs."""
    models = {edit.to: edit.name for edit in fix.edits if isinstance(edit, RenameModel)}
    new = {edit.node: edit.name for edit in fix.edits if isinstance(edit, Rename) and edit.model is None}
    keys = {new[node.id]: node.name for node in document.graph.nodes if node.id in new and _is_key(node)}
    return [_moved_back(problem, models, keys) for problem in problems] if models or keys else problems


def _is_key(node: Node) -> TypeGuard[InputNode | OutputNode]:
    return isinstance(node, InputNode | OutputNode)


def _moved_back(problem: Problem, models: Mapping[ModelName, ModelName], keys: Mapping[str, str]) -> Problem:
    where = problem.where
    field, model = where.field or "", where.model
    for new, old in keys.items():
        for prefix in (f"{section}.{new}" for section in _KEYED):
            if field == prefix or field.startswith(f"{prefix}."):
                field = prefix.removesuffix(new) + old + field.removeprefix(prefix)
    if model is not None:
        model = models.get(model, model)
    return problem.model_copy(
        update={"where": where.model_copy(update={"model": model, "field": field or None})}
    )


def _place(problem: Problem) -> Place:
    return (problem.where.model, problem.where.node)


def _key(problem: Problem) -> Key:
    edge = problem.where.edge
    wire = f"{edge.source}.{edge.source_output}>{edge.target}.{edge.target_input}" if edge else None
    return (problem.code, _place(problem), wire, problem.where.field)


def _touched(edit: Edit) -> tuple[Place, ...]:
    match edit:
        case AddNode():
            return ((edit.model, edit.node.id),)
        case Connect() | Disconnect():
            return ((edit.model, edit.edge.target),)
        case SetConfig() | SetNode() | Rename():
            return ((edit.model, edit.node),)
        case _:
            return ()
