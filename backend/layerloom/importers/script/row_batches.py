"""How a script hands rows to `fit` in batches, with a `PyDataset` of its own."""

import ast
from collections.abc import Callable

from .language.attributes import find_member
from .state.values import Function, Instance, Named, Value

_SHUFFLES = ("shuffle", "on_epoch_end", "on_epoch_begin")


def batch_size_of(rows: Instance, attribute: Callable[[Instance, str], Value]) -> int | None:
    """The rows of a batch: N where `__getitem__` takes `[i * N : (i + 1) * N]`; `None` where it does not."""
    items = find_member(rows.of, "__getitem__")
    if not isinstance(items, Function) or isinstance(items.node, ast.Lambda):
        return None
    for part in ast.walk(items.node):
        lower = part.lower if isinstance(part, ast.Slice) else None
        if isinstance(lower, ast.BinOp) and isinstance(lower.op, ast.Mult):
            for side in (lower.left, lower.right):
                found = _value(side, items, rows, attribute)
                if isinstance(found, int) and found > 0:
                    return found
    return None


def shuffles(rows: Instance) -> bool:
    """Whether the rows of a `PyDataset` come in another order in each epoch."""
    return any(isinstance(find_member(rows.of, name), Function) for name in _SHUFFLES)


def is_row_order(callback: Value) -> bool:
    """Whether a callback only has the rows shuffled: `LambdaCallback(on_epoch_begin=lambda ...: rows.shuffle(...))`."""
    if not isinstance(callback, Named) or callback.name != "LambdaCallback":
        return False
    given = [*callback.config.values()]
    return len(given) == 1 and isinstance(given[0], Function) and _calls_shuffle(given[0])


def _value(
    node: ast.expr, function: Function, rows: Instance, attribute: Callable[[Instance, str], Value]
) -> Value:
    match node:
        case ast.Name():
            return function.scope.find(node.id)
        case ast.Attribute(value=ast.Name("self")):
            return attribute(rows, node.attr)
        case ast.Constant():
            return node.value
    return None


def _calls_shuffle(function: Function) -> bool:
    body = function.node.body if isinstance(function.node, ast.Lambda) else None
    return isinstance(body, ast.Call) and isinstance(body.func, ast.Attribute) and body.func.attr == "shuffle"
