"""Small faults for mutation testing: each changes one operator, number, condition or statement.

Left out are texts of errors and hints, and what `EQUIVALENT` explains: changes that no test can
notice because they change nothing that anybody sees.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.BitAnd: ast.BitOr,
}  # fmt: skip

# Part of the changed line, and why a mutant of it is the same program for everybody outside.
EQUIVALENT: dict[str, str] = {
    "lru_cache": "a cache of another size gives the same answers",
    "frozen=True": "nothing in the code assigns to a field; it keeps others from doing so",
}


def _same(node: ast.AST) -> ast.AST:
    return node


@dataclass(frozen=True)
class Mutant:
    """One change: which file, the number of the change, the line, and what was done."""

    file: Path
    number: int
    line: int
    change: str


class Mutator(ast.NodeTransformer):
    """Counts the places where a change is possible, and makes the change with one number."""

    def __init__(self, wanted: int | None = None) -> None:
        self.found: list[tuple[int, str]] = []
        self._wanted = wanted

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        """Texts of errors are no behaviour, but that one is raised is."""
        return self._offer(node, "raise -> pass", ast.Pass)

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        test = ast.UnaryOp(ast.Not(), node.test)
        return self._offer(node, "if -> if not", lambda: ast.If(test, node.body, node.orelse))

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        for place, operator in enumerate(node.ops):
            other = COMPARISONS[type(operator)]()
            ops = [*node.ops[:place], other, *node.ops[place + 1 :]]
            name = f"{type(operator).__name__} -> {type(other).__name__}"
            changed = ast.Compare(node.left, ops, node.comparators)
            if (new := self._offer(node, name, partial(_same, changed))) is not node:
                return new
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return self._offer(node, "and <-> or", lambda: ast.BoolOp(other, node.values))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Not):
            return node
        return self._offer(node, "not x -> x", lambda: node.operand)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        other = ARITHMETIC.get(type(node.op))
        if other is None or isinstance(node.left, ast.Constant | ast.JoinedStr):
            return node  # formatting of texts and bytes
        name = f"{type(node.op).__name__} -> {other.__name__}"
        return self._offer(node, name, lambda: ast.BinOp(node.left, other(), node.right))

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, bool):
            return self._offer(node, f"{node.value} -> not", lambda: ast.Constant(not node.value))
        if isinstance(node.value, int):
            value = node.value
            return self._offer(node, f"{value} -> {value + 1}", lambda: ast.Constant(value + 1))
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """A call for its effect, such as a check: left out."""
        self.generic_visit(node)
        if not isinstance(node.value, ast.Call):
            return node
        return self._offer(node, "call -> pass", ast.Pass)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def _offer(self, node: ast.AST, change: str, make: Callable[[], ast.AST]) -> ast.AST:
        number = len(self.found)
        self.found.append((getattr(node, "lineno", 0), change))
        return ast.copy_location(make(), node) if number == self._wanted else node


def mutants(files: list[Path]) -> Iterator[Mutant]:
    """All mutants of these files, but for the equivalent ones."""
    for file in files:
        source = file.read_text()
        lines = source.splitlines()
        mutator = Mutator()
        mutator.visit(ast.parse(source))
        for number, (line, change) in enumerate(mutator.found):
            if not any(part in lines[line - 1] for part in EQUIVALENT):
                yield Mutant(file, number, line, change)


def mutated(mutant: Mutant) -> str:
    """The source of the file with the change made."""
    tree = Mutator(mutant.number).visit(ast.parse(mutant.file.read_text()))
    return ast.unparse(ast.fix_missing_locations(tree))
