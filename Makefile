# Two commands: `make run` sets everything up and serves the chat page; `make test` runs every check.
# While you work: `make test-fast`, all tests but those that take whole parts of the product.
PYTHON ?= python3
BIN := .venv/bin
# As many files at once as there are cores, in the order of tests/conftest.py: what the tests of a file
# share is then made once, and what one file alone imports is not imported by every core.
AT_ONCE := -n logical --dist loadfile --no-loadscope-reorder

# Compiled once, and not anew by each of the many commands that tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-fast clean
.DELETE_ON_ERROR:

run: .venv/installed
	$(BIN)/steunwijzer serve

test: .venv/installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest $(AT_ONCE)

test-fast: .venv/installed-dev
	$(BIN)/pytest $(AT_ONCE) -m "not whole"

clean:
	rm -rf .venv

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || { \
	  echo "Steunwijzer needs Python 3.11, 3.12 or 3.13; name one with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | $(BIN)/python
	@echo "Installing; the first time this takes some minutes."
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ .venv/installed
