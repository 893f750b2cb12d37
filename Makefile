# Everything a developer does, by name. `make` alone lists the names.
# Needed on the machine: Python 3.11 or newer and make; nothing else (Node and PostgreSQL come as Python packages).

VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/done
# Two processors need two; more help little, each test process migrates a database of its own.
TEST_PROCESSES ?= 2
# With REPORTS=FOLDER every run of tests leaves its JUnit report there.
report = $(if $(REPORTS),--junitxml=$(REPORTS)/$(1).xml)

.DEFAULT_GOAL := help
.PHONY: help install up demo test check browser crash bench models lock clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

install: $(DONE)/package $(DONE)/assets $(DONE)/texts ## Prepare everything: packages, front end, translations

up: install ## Start Wenguo: database, web server, worker; the first start builds the story world
	@$(BIN)/wenguo up

demo: install ## Build the story world again, from nothing
	@$(BIN)/wenguo demo --reset

test: install $(DONE)/tools ## Every test but browser, crash and bench (on an embedded PostgreSQL, or on DATABASE_URL)
	$(BIN)/python -m pytest -q -n $(TEST_PROCESSES) --dist worksteal $(call report,test) $(ARGS)

check: install $(DONE)/tools ## Lint, types, architecture, templates, translations, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet src/wenguo
	$(BIN)/python tools/translations.py check
	$(BIN)/python tools/migrations.py
	$(BIN)/python -m pytest -q tests/architecture $(call report,check) $(ARGS)

# The story that must be seen within two seconds has the machine to itself; the others share it, the longest first.
browser: install $(DONE)/tools ## The stories in a real browser, phone and desktop
	$(BIN)/python -m pytest -q tests/browser/test_story.py $(call report,browser-story) $(ARGS)
	$(BIN)/python -m pytest -q -n $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder \
		tests/browser/test_tour.py tests/browser --ignore=tests/browser/test_story.py $(call report,browser) $(ARGS)

crash: install $(DONE)/tools ## Kill web, worker and database at random; nothing may be lost or done twice
	$(BIN)/python -m pytest -q tests/crash $(call report,crash) $(ARGS)

bench: install $(DONE)/tools ## Measure against the budgets
	$(BIN)/python -m bench.run $(ARGS)

models: install $(DONE)/tools ## Train the models again and measure them: make models DATA=FOLDER
	$(BIN)/python -m models.train --data $(DATA)
	$(BIN)/python -m models.train --data $(DATA) --hold-out --output var/twin.npz
	$(BIN)/python -m models.finish --data $(DATA) --twin var/twin.npz src/wenguo/understand/weights/analyzer.npz
	$(BIN)/python -m models.evaluate --data $(DATA) --twin var/twin.npz $(ARGS)
	$(BIN)/python -m models.learned --data $(DATA)
	$(BIN)/python -m models.accuracy

lock: $(DONE)/tools ## Resolve the packages again and write the locks
	$(BIN)/pip-compile -q --upgrade $(PIP_COMPILE) --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile -q --extra build $(PIP_COMPILE) --constraint requirements.txt \
		--output-file requirements-build.txt pyproject.toml
	$(BIN)/pip-compile -q --extra build --extra dev $(PIP_COMPILE) --constraint requirements-build.txt \
		--output-file requirements-dev.txt pyproject.toml

clean: ## Remove what install made (not the data in var/)
	rm -rf $(VENV) frontend/node_modules src/wenguo/site/static
	find src -name '*.mo' -delete

# ---- what install consists of; each step leaves a file so that a later run skips it ----

# No address of a package index may stand in a lock: where packages come from is the machine's business.
PIP_COMPILE := --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header \
	--strip-extras --allow-unsafe

$(DONE)/python: requirements-build.txt
	@python="$$(command -v python3.11 || command -v python3)"; \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Wenguo needs Python 3.11 or newer. 闻过需要 Python 3.11 或更新的版本。"; exit 1; }; \
	test -x $(BIN)/python || "$$python" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.txt
	@mkdir -p $(DONE) && touch $@

# What only developers need (checkers, test tools, every extra): several hundred megabytes that starting Wenguo can spare.
$(DONE)/tools: $(DONE)/python requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@mkdir -p $(DONE) && touch $@

$(DONE)/package: $(DONE)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@mkdir -p $(DONE) && touch $@

$(DONE)/node: $(DONE)/python frontend/package-lock.json
	cd frontend && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-audit --no-fund --loglevel error
	@mkdir -p $(DONE) && touch $@

# The build drops styles that no template names, so templates are part of its sources.
FRONTEND := $(shell find frontend -path frontend/node_modules -prune -o -type f ! -name '.*' -print; find src -name '*.html')
$(DONE)/assets: $(DONE)/node $(FRONTEND)
	cd frontend && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent build
	@mkdir -p $(DONE) && touch $@

TEXTS := $(shell find src -name '*.po')
$(DONE)/texts: $(DONE)/python $(TEXTS) tools/translations.py
	$(BIN)/python tools/translations.py compile
	@mkdir -p $(DONE) && touch $@
