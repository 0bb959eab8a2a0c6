"""Mutation testing of `keys`: small faults are put into the code, and the tests must notice.

    python -m tests.keys.mutants [--sample N] [--seed N] [--only keys/FILE.py]

Each mutant is one change of one operator, number, condition or statement in a copy of the code. It
is killed when a test fails. Left out are texts of errors and hints, and what `EQUIVALENT` explains:
changes that no test can notice because they change nothing that anybody sees.

Survivors that are known, and why they may live: `if last == 0: raise` in the loops of `merkle.py`
(RFC 9162 asks for it; a proof that goes on above the root hashes to another root anyway).
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

REQUIRED = 0.9
SAMPLE = 60
FOREIGN = "tests/keys/test_foreign.py"  # slow to start, and the vectors hold the same
TIMEOUT = 120  # seconds; a mutant that loops is noticed too
TESTS = (
    "-x",
    "-q",
    "-m",
    "not slow",
    "-p",
    "no:cacheprovider",
    "--ignore=tests/keys/test_foreign.py",
)

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
            if (new := self._offer(node, name, lambda changed=changed: changed)) is not node:
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


def killed(mutant: Mutant, copy: Path) -> bool:
    """Whether a test fails for this mutant."""
    source = mutant.file.read_text()
    changed = ast.fix_missing_locations(Mutator(mutant.number).visit(ast.parse(source)))
    target = copy / mutant.file
    target.write_text(ast.unparse(changed))
    own = sorted(
        str(path)
        for path in Path("tests/keys").glob("test_*.py")
        if f"keys.{mutant.file.stem} " in path.read_text().replace(",", " ")
        or f".{mutant.file.stem} import" in path.read_text()
    )
    try:
        return any(_fails(tests, copy) for tests in ([own] if own else []) + [["tests/keys"]])
    finally:
        target.write_text(source)


def _fails(tests: list[str], copy: Path) -> bool:
    command = [sys.executable, "-B", "-m", "pytest", *tests, *TESTS]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main() -> int:
    """Try a sample of the mutants; 1 when too few are killed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=Path)
    options = parser.parse_args()
    files = [options.only] if options.only else sorted(Path("keys").rglob("*.py"))
    every = list(mutants(files))
    chosen = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("keys", "tests/keys"):
            shutil.copytree(name, copy / name, ignore=shutil.ignore_patterns("node_modules"))
        for name in ("pyproject.toml", "tests/__init__.py"):
            if Path(name).exists():
                shutil.copy(name, copy / name)
        if _fails(["tests/keys"], copy):
            sys.exit("The tests fail without any mutant: mend them first.")
        for mutant in chosen:
            if not killed(mutant, copy):
                survivors += 1
                line = mutant.file.read_text().splitlines()[mutant.line - 1].strip()
                place = f"{mutant.file}:{mutant.line}"
                print(f"survived  {place}  {mutant.change}  | {line}", flush=True)
    count = len(chosen) - survivors
    print(f"{count} of {len(chosen)} mutants killed ({count / len(chosen):.0%}), of {len(every)}")
    return 0 if count >= REQUIRED * len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
