# Sealedroom: `make demo` shows the main job, `make test` passes every check. Both install first.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
# A process a core, each of which holds the models; a file's tests stay together.
SHARED := --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

.PHONY: install demo test test-slow bench mutation lock clean

install: $(STAMP)

$(STAMP): requirements.txt requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "error: Python 3.11 or newer is needed"; echo "hint: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: install
	$(BIN)/sealedroom demo --output demo-output

test: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m "not slow" --hypothesis-profile=ci $(SHARED)

# Draws anew what `make test` draws the same each time.
test-slow: install
	$(BIN)/pytest -m slow

bench: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	$(BIN)/python tests/benchmarks/bench_keys.py
	$(BIN)/python tests/benchmarks/bench_redaction.py
	$(BIN)/python tests/benchmarks/bench_live.py
	$(BIN)/python tests/benchmarks/bench_hub.py sqlite
	$(BIN)/python tests/benchmarks/bench_hub.py postgresql 2

# Puts small faults into a copy of keys/ and fails unless the tests notice nine of ten.
mutation: install
	$(BIN)/python -m tests.keys.mutants

# Rewrites the pinned and hashed requirements from pyproject.toml; needs pip-tools on the PATH.
PIN := pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links --no-header
lock:
	$(PIN) --output-file requirements.txt pyproject.toml
	$(PIN) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	$(PIN) --extra bench --output-file requirements-bench.txt pyproject.toml

clean:
	rm -rf .venv build dist demo-output *.egg-info
