# Everything a newcomer and a machine need; `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help run test check gold schemas bench fuzz chaos train notebooks clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

$(STAMP): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $(STAMP)

# Exit code 3 says that some documents are held or unreadable: the samples have such on purpose.
run: $(STAMP) ## set up, turn raw/ into warehouse/, show what was made
	@$(BIN)/docpipe run; code=$$?; [ $$code -eq 0 ] || [ $$code -eq 3 ]
	@$(BIN)/docpipe status
	@$(BIN)/docpipe sql "SELECT doc_number, title, signed_on, issuers FROM notices WHERE doc_number IS NOT NULL ORDER BY signed_on LIMIT 10"
	@echo "Query it:   $(BIN)/docpipe sql \"FROM notices LIMIT 5\"      tables: $(BIN)/docpipe sql"
	@echo "Look into:  $(BIN)/docpipe show raw/notices/01-notice.txt    why held: $(BIN)/docpipe quarantine list"

test: $(STAMP) ## set up and pass the tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(STAMP) ## ruff, mypy, import directions, stale schemas, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docpipe.tables.generate --check
	$(BIN)/python -m pytest -n 2 --dist loadfile

schemas: $(STAMP) ## generate schemas/ from the models
	$(BIN)/python -m docpipe.tables.generate

gold: $(STAMP) ## write what samples and docs are expected to show again; read it as a diff
	$(BIN)/python -m tests.samples.gold
	$(BIN)/python -m tests.shown
	$(BIN)/python -m tests.cookbook
	$(BIN)/python -m tests.notebooks.gold

bench: $(STAMP) ## measure speed, memory and accuracy
	$(BIN)/python -m benchmarks

fuzz: $(STAMP) ## read a hundred thousand damaged files
	$(BIN)/python -m tests.fuzz --copies 100000

chaos: $(STAMP) ## try faults: kill -9 at random moments, a year of disturbed nights
	$(BIN)/python -m chaos

train: $(STAMP) ## train the clutter model again (needs the development material)
	$(BIN)/python -m train

notebooks: $(STAMP) ## run the notebooks
	$(BIN)/python -m pytest tests/notebooks

clean: ## remove the environment and the warehouse
	rm -rf $(VENV) .docpipe warehouse/* .pytest_cache .mypy_cache .ruff_cache
