"""Mutation testing of `keys`: small faults are put into a copy of the code, and the tests must
notice nine of ten.

    python -m tests.keys.mutants [--all | --sample N] [--seed N] [--only keys/FILE.py]

A mutant is killed when a test fails: first of the vectors, then of the test files that import the
changed module, then of all the others. Each runs in a fork of this process, which has imported what
never changes; the rest of the copy is compiled once. The slow tests and those of foreign
implementations are left out. What survives is printed; what SURVIVORS.md explains is marked so.
"""

from __future__ import annotations

import argparse
import compileall
import os
import py_compile
import random
import re
import resource
import shutil
import sys
import tempfile
from importlib.util import cache_from_source
from pathlib import Path

import hypothesis
import pytest

from tests.keys.mutating import Mutant, mutants, mutated

REQUIRED = 0.9
SAMPLE = 60
FEW, SOME, ALL = 5, 20, 40
"""Seconds of processor for the vectors, some files and all the others, several times what they
take: a mutant that loops is noticed too."""

FOREIGN = "tests/keys/test_foreign.py"
"""Slow to start, and the vectors hold the same."""

FIRST, LAST = "tests/keys/test_vectors.py", "tests/keys/test_lifecycle.py"
"""The quickest that looks at everything, and the slowest."""

SURVIVORS = Path("tests/keys/SURVIVORS.md")
NEVER_CHANGES = ("cryptography.hazmat.primitives.hpke", "segno", "shamir_mnemonic")
REWRITE = "ignore::pytest.PytestAssertRewriteWarning"  # plugins were imported before the fork
PLUGINS = ("-p", "no:cacheprovider", "-p", "pytest_socket", "-p", "_hypothesis_pytestplugin")
OPTIONS = ("-x", "-q", "-m", "not slow", *PLUGINS, "-W", REWRITE)


def main() -> int:
    """Try mutants; 1 when too few are killed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=Path)
    options = parser.parse_args()
    every = list(mutants([options.only] if options.only else sorted(Path("keys").rglob("*.py"))))
    count = len(every) if options.all or options.only else min(options.sample, len(every))
    chosen = random.Random(options.seed).sample(every, count)
    for name in NEVER_CHANGES:
        __import__(name)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_to(copy)
        survivors = [mutant for mutant in chosen if not _killed(mutant, copy)]
    killed = count - len(survivors)
    print(f"{killed} of {count} mutants killed ({killed / count:.1%}), of {len(every)}")
    return 0 if killed >= REQUIRED * count else 1


def _copy_to(copy: Path) -> None:
    """Code and tests, compiled once: the tests by a run without mutants."""
    for name in ("keys", "tests/keys"):
        ignore = shutil.ignore_patterns("node_modules", "__pycache__")
        shutil.copytree(name, copy / name, ignore=ignore)
    for name in ("pyproject.toml", "tests/__init__.py"):
        shutil.copy(name, copy / name)
    if _fails(_tests(), copy, ALL, compiled=True):
        sys.exit("The tests fail without any mutant: mend them first.")
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(copy / "keys", quiet=1, force=True, invalidation_mode=mode)


def _killed(mutant: Mutant, copy: Path) -> bool:
    """Whether a test fails for this mutant; says so when none does."""
    target = copy / mutant.file
    compiled = Path(cache_from_source(str(target)))
    source, code = target.read_text(), compiled.read_bytes()
    target.write_text(mutated(mutant))
    compiled.unlink()
    module = ".".join(mutant.file.with_suffix("").parts)
    own = [test for test in _tests() if test != FIRST and _imports(test, module)]
    others = [test for test in _tests() if test != FIRST and test not in own]
    stages = (([FIRST], FEW), (own, SOME), (others, ALL))
    try:
        killed = any(_fails(tests, copy, most) for tests, most in stages if tests)
    finally:
        target.write_text(source)
        compiled.write_bytes(code)
    if not killed:
        line = _line(mutant)
        known = f"| `{mutant.change}` | `{line}` |" in SURVIVORS.read_text()
        place = f"{mutant.file}:{mutant.line}"
        print("known    " if known else "survived ", place, mutant.change, f"| {line}", flush=True)
    return killed


def _line(mutant: Mutant) -> str:
    """The changed line, behind its condition if it raises."""
    lines = mutant.file.read_text().splitlines()
    first = mutant.line - (2 if mutant.change.startswith("raise") else 1)
    return " ".join(line.strip() for line in lines[first : mutant.line])


def _tests() -> list[str]:
    files = {str(path) for path in Path("tests/keys").glob("test_*.py")} - {FOREIGN, FIRST, LAST}
    return [FIRST, *sorted(files), LAST]


def _imports(test: str, module: str) -> bool:
    package, _, name = module.rpartition(".")
    text = Path(test).read_text()
    lists = re.findall(rf"^from {re.escape(package)} import (.*)$", text, re.MULTILINE)
    return f"from {module} import" in text or any(name in re.findall(r"\w+", x) for x in lists)


def _fails(tests: list[str], copy: Path, most: int, *, compiled: bool = False) -> bool:
    """Whether a test fails, in a fork that knows the copy's modules only."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        os._exit(_run(tests, copy, compiled=compiled))
    return os.waitpid(child, 0)[1] != 0


def _run(tests: list[str], copy: Path, *, compiled: bool) -> int:
    os.chdir(copy)
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    here = [name for name in sys.modules if name.split(".")[0] in ("keys", "tests")]
    for name in here:
        del sys.modules[name]
    sys.path[0] = str(copy)
    sys.dont_write_bytecode = not compiled
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    hypothesis.settings.register_profile("mutants", database=None)
    hypothesis.settings.load_profile("mutants")
    return 0 if pytest.main([*OPTIONS, *tests]) == pytest.ExitCode.OK else 1


if __name__ == "__main__":
    sys.exit(main())
