# Layerloom. `make help` lists what there is to do; the first `make run` or `make test` sets everything up.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
export TF_CPP_MIN_LOG_LEVEL ?= 3
export NO_UPDATE_NOTIFIER := 1
# Images of Python may forbid bytecode. Each of the processes that tests start would compile all our modules again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup page run dev test unit unit-page unit-python test-long e2e check check-page check-python format schema golden bench pictures lock chromium image-check clean

help: ## List the commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(VENV)/.installed frontend/node_modules/.installed ## Install everything from the lock files (twice costs seconds)

$(VENV)/.installed: requirements-dev.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

frontend/node_modules/.installed: frontend/package-lock.json
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
		|| { echo "Node 20.19 or newer is needed."; exit 1; }
	cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

PAGE_SOURCES := $(shell find frontend/src frontend/public -type f 2>/dev/null) frontend/index.html frontend/vite.config.ts \
	$(wildcard frontend/scripts/*.mjs) \
	shared_schema/generated/api.d.ts $(wildcard shared_schema/messages/*.json shared_schema/messages/descriptions/*.json)

page: frontend/dist/index.html ## Build the page

frontend/dist/index.html: frontend/node_modules/.installed $(PAGE_SOURCES)
	cd frontend && npm run --silent build
	@touch $@

run: setup page ## Start Layerloom and open it in the browser
	$(BIN)/layerloom serve

dev: setup ## Start the server and the page with reload, for work on Layerloom itself
	@trap 'kill 0' EXIT; $(BIN)/layerloom serve --no-open & cd frontend && npm run dev

test: ## Set up all that is needed, then run every check and test
	$(MAKE) -j2 setup page chromium
	$(MAKE) -j2 check unit-page
	$(MAKE) -j2 unit-python e2e WORKERS=$$(getconf _NPROCESSORS_ONLN)

# Processes that run tests. Those of the browser wait for a third of their time: `make test` has the others beside them,
# and then a process a core is enough for either.
WORKERS := auto

unit: unit-page unit-python

unit-page: setup
	cd frontend && npm test --silent

unit-python: setup page
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal -m "not e2e and not long"

test-long: setup ## Train and save every application of Keras, and train on all of MNIST (minutes, up to 12 GB)
	$(BIN)/python -m pytest -m long

e2e: setup page chromium
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 3 --dist worksteal -m e2e tests/e2e

check: check-python check-page ## Lint, format, types, import contracts, generated files

check-python: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check-page: setup
	cd frontend && npm run --silent lint && npm run --silent codegen:check

format: setup ## Format all code
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .
	cd frontend && npm run --silent format

schema: setup ## Write shared_schema/generated again from the contract and the installed Keras
	$(BIN)/python -m layerloom.catalog.generate
	$(BIN)/python -m layerloom.datasets.generate
	$(BIN)/python -m layerloom.api.schema
	cd frontend && npm run --silent codegen

golden: setup ## Write the golden cases again, to be read before they are committed
	cd tests && ../$(BIN)/python -m support.golden

bench: setup page chromium ## Measure, as ratios, and print the table of tests/benchmarks/RESULTS.md
	cd tests && ../$(BIN)/python -m benchmarks

pictures: setup page chromium ## Take the README's pictures from the real app
	cd tests && ../$(BIN)/python -m e2e.pictures

lock: ## Write the lock files again (needs uv)
	uv pip compile pyproject.toml $(LOCK) -o requirements.lock
	uv pip compile pyproject.toml $(LOCK) --all-extras -c requirements.lock -o requirements-dev.lock

LOCK := --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate --quiet

chromium: $(VENV)/.installed
	@sh tests/e2e/install_chromium.sh $(BIN)/python

image-check: setup ## Build the real image without a Docker engine, run it and open its page (needs root and buildah)
	sh tests/image/check.sh

clean: ## Remove everything that make made
	rm -rf $(VENV) frontend/node_modules frontend/dist
