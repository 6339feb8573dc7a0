VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PORT ?= 8000
RUN := $(VENV)/ready-to-run
STAMP := $(VENV)/ready
RELEASE := var/release-tools
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --quiet --custom-compile-command "make lock"
COMPILE := $(LOCK) pyproject.toml

.DEFAULT_GOAL := help
# Modules are kept compiled also where the environment says otherwise: half of a run of tests was compiling.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help setup install demo run quick test lint scan format lock translations
.SILENT: $(STAMP) $(RUN) install demo run test

help: ## List these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort \
		| awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

setup: $(STAMP) ## Install what every check needs: libraries, a browser, Python packages in .venv (`make test` does it itself)
	@[ "$(MAKECMDGOALS)" != setup ] || echo "Next: \`make quick\` (a minute or two) and \`make demo\`; docs/engineer.md is the way in."

$(STAMP): requirements-dev.txt requirements-run.txt pyproject.toml .ci/system.sh
	PYTHON=$(PYTHON) sh .ci/install.sh test

$(RUN): requirements-run.txt pyproject.toml .ci/system.sh
	PYTHON=$(PYTHON) sh .ci/install.sh run

install: $(RUN) ## Install what running needs, without tests and their tools, and start nothing
	echo "The program is $(BIN)/weaving; \`make run\` serves it."

demo: $(RUN) ## A running example: seven reports, links to sign in as each role, an evening for a phone; installs what it needs
	echo "The example is begun, which takes some seconds."
	$(BIN)/weaving demo --output var/demo

run: $(RUN) ## Serve your own study; it prints the address at which an empty one is set up; installs what it needs (PORT=8001 for another)
	$(BIN)/weaving serve --host 0.0.0.0 --port $(PORT)

quick: setup ## Tests that need no database, server, process or browser: a minute on two cores
	@echo "Tests are collected first: up to a minute without a dot, longer the first time."
	$(BIN)/pytest -q -n 2 --dist worksteal -m "unit and not long" -rsfE

test: setup ## Every check that a change has to pass; installs what they need beyond running
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
	$(COMPILE) --all-extras --output-file requirements.txt
	$(COMPILE) --all-extras --group dev --output-file requirements-dev.txt
	$(LOCK) --group release --constraint requirements-dev.txt --output-file .ci/requirements-release.txt
	$(COMPILE) --extra files --group checkout --no-emit-package pyarrow --constraint requirements-dev.txt \
		--output-file requirements-run.txt

# -- documents and releases --------------------------------------------------------------------------------------------
.PHONY: docs reference pictures sbom release

docs: setup ## Build the documents as a site into var/site, following every link
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

reference: setup ## Write the reference of verbs and pages anew from the program
	$(BIN)/python .ci/reference.py --write

pictures: setup ## Take the pictures of the README anew from the running product
	$(BIN)/python -m tests.documentation.pictures.take_pictures

# What makes a release is 33 packages of its own, so that a server that builds its wheel gets no tools of tests.
$(RELEASE)/ready: .ci/requirements-release.txt
	$(PYTHON) -m venv --clear $(RELEASE)
	$(RELEASE)/bin/python -m pip install --quiet --require-hashes -r .ci/requirements-release.txt
	touch $@

sbom: $(RELEASE)/ready ## List what a release runs with as CycloneDX in dist/sbom.cdx.json
	$(RELEASE)/bin/python .ci/sbom.py

release: sbom ## Build the wheel and the source archive into dist, with the list of what is in them
	$(RELEASE)/bin/python -m hatchling build -d dist
