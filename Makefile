VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
STAMP := $(VENV)/ready
COMPILE := $(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --quiet --custom-compile-command "make lock"

.DEFAULT_GOAL := help
# Modules are kept compiled also where the environment says otherwise: half of a run of tests was compiling.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help setup demo run quick test lint scan format lock translations

help: ## List these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort \
		| awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

setup: $(STAMP) ## Install system libraries and Python packages into .venv (the others do it by themselves)

$(STAMP): requirements-dev.txt pyproject.toml .ci/system.sh
	sh .ci/system.sh
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r .ci/requirements-uv.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt \
		|| $(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

demo: setup ## Six example chapters answer through the real pages; seven reports in var/demo
	$(BIN)/weaving demo --output var/demo --no-serve

run: setup ## Serve your own study at http://127.0.0.1:8000
	$(BIN)/weaving serve

quick: setup ## Tests that need no database, server, process or browser: a minute on two cores
	$(BIN)/pytest -q -n 2 --dist worksteal -m "unit and not long" -rs

test: setup ## Every check that a change has to pass
	sh .ci/test.sh

lint: setup ## Formatting, lint, types, directions of import, templates, style sheets
	sh .ci/lint.sh

scan: setup ## Known weaknesses in code, known vulnerabilities of dependencies, licences
	$(BIN)/python .ci/scan.py

format: setup ## Format code and style sheets and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python .ci/format_css.py --write

translations: setup ## Compile the words of the pages after a .po file was changed
	$(BIN)/pybabel compile --domain "survey staff" --directory evaluation/translations

lock: ## Resolve the dependencies of pyproject.toml anew into the lock files
	echo uv | $(BIN)/uv pip compile - --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
		--custom-compile-command "make lock" --output-file .ci/requirements-uv.txt
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --group dev --output-file requirements-dev.txt
