# PET: `make` alone prints this help.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED_DATA := ../shared/data
PORT ?= 8000
DEMO := instance/demo
# What differs between the two engines themselves; on the newest Python the rest runs on SQLite alone (docs/decisions/0022).
ENGINE_TESTS := tests/services/test_engine.py tests/services/test_session.py tests/services/test_models.py tests/services/test_letters.py tests/services/test_clock.py tests/architecture/test_migrations.py
# What draws pages, charts and files runs on the newest Python in `make long`: docs/decisions/0022.
DRAWN_TESTS := tests/unit/charts tests/unit/exports tests/unit/report tests/unit/report_sections
REPORTS := instance/reports

.DEFAULT_GOAL := help
.PHONY: help demo fresh-demo reports install browser test check lint types contracts tests ready-3.13 tests-3.13 long mutation format bench wheel lock examples pictures clean

help: ## print this help
	@echo "PET: a partnership looks at itself"
	@echo
	@awk -F ':.*## ' '/^[a-z.0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.run ## run a site with invented partnerships; says whom to be (PORT=8001 for another port)
	@PET_INSTANCE=$(DEMO) $(BIN)/pet demo --port $(PORT)

fresh-demo: ## forget what was done in the demo, and run it anew
	rm -rf $(DEMO)
	@$(MAKE) --no-print-directory demo

reports: $(VENV)/.run ## write the reports of the invented answers to instance/reports/, without a site
	@mkdir -p $(REPORTS)
	$(BIN)/pet analyse examples/riverside.csv --framework school-partnerships --title "Riverside Learning Partnership" \
	  --partner-column partner --role-column role --person-column person \
	  --json $(REPORTS)/riverside.json --pdf $(REPORTS)/riverside.pdf
	$(BIN)/pet analyse examples/riverside-later.csv --framework examples/riverside-framework-2.yaml \
	  --earlier examples/riverside.csv --earlier-framework school-partnerships \
	  --title "Riverside Learning Partnership, a year later" --earlier-title "Riverside Learning Partnership" \
	  --partner-column partner --role-column role --person-column person \
	  --json $(REPORTS)/riverside-later.json --pdf $(REPORTS)/riverside-later.pdf
	$(BIN)/pet analyse examples/four-heads.csv --framework school-partnerships --title "Valley Schools Partnership" \
	  --mode open --partner-column partner --role-column role \
	  --json $(REPORTS)/four-heads.json --pdf $(REPORTS)/four-heads.pdf
	@if [ -f $(SHARED_DATA)/lq2002.csv ]; then set -ex; \
	  $(BIN)/pet analyse $(SHARED_DATA)/lq2002.csv --framework examples/lq2002.yaml --title "Leadership in 49 companies" \
	    --partner-column COMPID --person-column SUB \
	    --json $(REPORTS)/lq2002.json --pdf $(REPORTS)/lq2002.pdf; \
	else echo "No real data beside this checkout ($(SHARED_DATA)): the invented partnerships only."; fi
	@echo; echo "Your reports:"; for report in $(REPORTS)/*.pdf; do echo "  $$report"; done

install: $(VENV)/.test ## build .venv with everything that tests and tools need

# What needs one core each goes side by side first: the tests fill both.
test: install browser ## set everything up and run all checks and tests
	@$(MAKE) --no-print-directory --output-sync=target -j2 lint types contracts ready-3.13
	@$(MAKE) --no-print-directory tests
	@$(MAKE) --no-print-directory tests-3.13

browser: ## find a Chromium for the browser tests; as root on a Debian, install it
	@sh tools/find-browser.sh --install >/dev/null

check: lint types contracts tests ## run all checks and tests in .venv

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

# Services, mail and pages run on PostgreSQL here and on SQLite on the newest Python, or on both here where that is missing.
tests:
	@engines=$$([ -n "$$(sh tools/find-python.sh 3.13)" ] && echo postgresql || echo "sqlite postgresql"); set -x; \
	  PET_TEST_TWICE_ENGINES="$$engines" $(BIN)/pytest -n 2 -m "not long"

# The newest Python we promise, where it is installed.
ready-3.13:
	@py=$$(sh tools/find-python.sh 3.13); if [ -n "$$py" ] && ! cmp -s locks/test.txt .venv-3.13/lock.txt; then \
	  set -e; \
	  rm -rf .venv-3.13; "$$py" -m venv .venv-3.13; \
	  .venv-3.13/bin/pip install -q --disable-pip-version-check --require-hashes -r locks/test.txt; \
	  .venv-3.13/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	  cp locks/test.txt .venv-3.13/lock.txt; \
	fi

# A missing one is said, not hidden.
tests-3.13: ready-3.13
	@if [ -z "$$(sh tools/find-python.sh 3.13)" ]; then \
	  echo "Python 3.13 is not installed here: the tests ran on $$($(BIN)/python --version) only"; \
	else \
	  set -e; \
	  PET_TEST_ENGINES=sqlite .venv-3.13/bin/pytest -n 2 -m "not long and not installs" $(addprefix --ignore=,$(DRAWN_TESTS)) tests/unit tests/services tests/web tests/mail tests/replay; \
	  PET_TEST_ENGINES=postgresql .venv-3.13/bin/pytest -n 2 -m "not long" $(ENGINE_TESTS); \
	fi

long: install ## run what takes minutes by nature: attackers, broken files and random rounds, twenty times as many
	PET_TEST_EFFORT=20 $(BIN)/pytest -n 2 tests/unit/analysis/test_attack.py tests/attack/test_partnerships.py tests/attack/test_twice.py tests/unit/frameworks/test_loader.py
	$(BIN)/pytest -n 2 -m long
	@if [ -x .venv-3.13/bin/pytest ]; then .venv-3.13/bin/pytest -n 2 -m "not long and not installs" tests/attack tests/architecture $(DRAWN_TESTS); fi

mutation: install ## break patterns, disclosure and agreement on purpose: at least 85 % of it must be noticed
	$(BIN)/python tools/mutation.py

format: ## format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install ## measure speed and memory: medians and ratios in one run
	$(BIN)/python -m benchmarks

wheel: install ## build the wheel into dist/
	$(BIN)/hatchling build -t wheel

examples: install ## make the invented answers in examples/ again
	$(BIN)/python tools/make_examples.py

pictures: install ## make the README's pictures again from the demo's pages and report (needs Chromium and pdftoppm)
	$(BIN)/python tools/make_pictures.py

lock: install ## lock the dependencies anew: names, versions, hashes
	$(BIN)/pip install -q --disable-pip-version-check uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --upgrade --python-version 3.11 pyproject.toml -o locks/run.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --upgrade --python-version 3.11 --extra test pyproject.toml -o locks/test.txt

clean: ## remove environments, caches and produced files
	rm -rf .venv .venv-3.13 dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis $(DEMO) $(REPORTS) instance/bench

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "PET needs Python 3.11 or later: say which with make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.python locks/run.txt pyproject.toml
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r locks/run.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.test: $(VENV)/.python locks/test.txt pyproject.toml
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r locks/test.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run
