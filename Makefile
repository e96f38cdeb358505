# Every command of the project; `make` lists them. Logic lives in manage.py commands and in scripts/.
.DEFAULT_GOAL := help
SHELL := bash
.PHONY: help demo examples kit test check lint format types schema messages docs services services-stop bench proof next \
	audit migrations lock clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
MANAGE := $(PYTHON) manage.py
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	--custom-compile-command "make lock"
LOCK := $(COMPILE) --all-extras --group dev pyproject.toml

# Some containers forbid bytecode; each process that a test starts would compile Django and Wagtail anew.
unexport PYTHONDONTWRITEBYTECODE

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV) ## Start the hub with its demo library on 127.0.0.1:8000
	$(MANAGE) demo

examples: ## Start example sites of partners beside a running `make demo`; needs Node.js
	@scripts/examples

test: $(VENV) ## Run the suite; HUB_REQUIRE=postgres,redis,browser makes absent servers a failure
	PYTHON=$(PYTHON) scripts/test $(ARGS)

check: lint types docs ## Everything CI checks beside the tests
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) export_schema --check
	$(BIN)/pytest --quiet tests/test_translations.py
	scripts/hygiene
	mkdir -p var && cp requirements.lock var/requirements.lock
	$(BIN)/$(LOCK) --output-file var/requirements.lock
	diff <(grep -v -- --hash= requirements.lock) <(grep -v -- --hash= var/requirements.lock)

lint: $(VENV) ## Rules of the code and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --severity-level medium --confidence-level medium \
		--recursive hub resources courses actions search frontend_schema
	mkdir -p var && $(BIN)/pytest --quiet --collect-only >var/collected || { tail -n 20 var/collected; exit 1; }

format: $(VENV) ## Write the code the way `make lint` wants it
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

types: $(VENV) ## Check the types
	$(BIN)/mypy

schema: $(VENV) ## Write frontend_schema/schema.graphql
	$(MANAGE) export_schema

kit: ## Write the types of the client and build the widget, after operations or schema changed; needs Node.js
	cd frontend_schema/client && npm ci --ignore-scripts && npm run generate && npm run build:widget

messages: $(VENV) ## Gather what people read into the catalogues, and compile them; needs gettext
	PYTHON=$(PYTHON) scripts/messages

docs: $(VENV) ## Build the documentation into var/docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

services: ## Start PostgreSQL, Redis and Elasticsearch for tests, and install Chromium and nginx
	@scripts/services start

services-stop: ## Stop what `make services` started
	@scripts/services stop

bench: $(VENV) ## Measure, beside the alternatives, in one run
	eval "$$(scripts/services env)" && $(PYTHON) -m benchmarks $(ARGS)

proof: $(VENV) ## The long seeded fault and scale runs
	HUB_PROOF=1 PYTHON=$(PYTHON) scripts/test -m proof $(ARGS)

audit: $(VENV) ## Ask advisory databases about every locked package; says so, and fails, where none answers
	$(PYTHON) scripts/audit

next: ## Try the newest Wagtail, released or not, in var/next; ARGS names tests
	scripts/next $(ARGS)

migrations: $(VENV) ## Write the migrations that changed models need
	$(MANAGE) makemigrations

lock: $(VENV) ## Resolve requirements.lock again; ARGS=--upgrade takes newer versions
	$(BIN)/$(LOCK) $(ARGS) --output-file requirements.lock
	for site in grapple_site hub_site load; do \
		$(BIN)/$(COMPILE) --no-annotate $(ARGS) benchmarks/$$site/requirements.in \
			--output-file benchmarks/$$site/requirements.lock; \
	done

clean: services-stop ## Remove the environment and all that was built; the data of the demo too
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist var

$(VENV): requirements.lock scripts/environment
	scripts/environment $(VENV)
