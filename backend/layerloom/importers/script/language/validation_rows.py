"""Rows that a script keeps for validation by calculating where they begin."""

import ast


def validation_share_of(node: ast.expr) -> float | None:
    """S of `int(len(rows) * (1.0 - S))` and of `int(len(rows) * K)` with S = 1 - K; `None` for other expressions."""
    match node:
        case ast.Call(func=ast.Name("int"), args=[ast.BinOp(left=left, op=ast.Mult(), right=right)]):
            for rows, share in ((left, right), (right, left)):
                if isinstance(rows, ast.Call) and isinstance(rows.func, ast.Name) and rows.func.id == "len":
                    return _rest(share)
    return None


def _rest(share: ast.expr) -> float | None:
    match share:
        case ast.BinOp(
            left=ast.Constant(float() | int() as whole), op=ast.Sub(), right=ast.Constant(float() as part)
        ):
            return part if whole == 1 and 0 < part < 1 else None
        case ast.Constant(float() as kept) if 0 < kept < 1:
            return round(1 - kept, 10)
    return None
