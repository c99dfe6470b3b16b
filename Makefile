# MSP Dashboard. `make run` starts it, `make test` tests it; needs make and Python 3.11 or newer, nothing else.

.NOTPARALLEL:
.DEFAULT_GOAL := help

MSP_HOME := $(or $(strip $(MSP_HOME)),./msp_home)
HOST ?= 127.0.0.1
PORT ?= 8050
PYTHON ?=

UV_VERSION := 0.13.9
BIN := .venv/bin
PY := $(BIN)/python
BUNDLE := assets/vendor/plotly-cartesian.min.js
NPM_CI := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=0 --fetch-timeout=60000
RECENT := import sys; sys.exit(sys.version_info < (3, 11))

# uv installs the locked set in a quarter of pip's time; pip does it where uv cannot be had or is refused.
install = echo "Installing $(1) into .venv"; \
	{ { $(BIN)/uv --version 2>/dev/null | grep -qF ' $(UV_VERSION)' \
	      || $(PY) -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION); } \
	    && $(BIN)/uv pip install --quiet --python $(PY) --require-hashes -r $(1) 2>.venv/uv.log; } \
	|| { echo "uv could not install them (see .venv/uv.log): trying pip, which takes longer"; \
	     $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); }

.PHONY: help setup run test bench lint screenshots requirements clean bundle home chromium

help:  ## list the targets
	@echo "MSP Dashboard: what difference safeguarding made, from your own case exports"; echo
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

setup: .venv/.installed bundle  ## install what the dashboard needs into .venv, and start nothing

run: setup home  ## install, load a synthetic council where there is no release, serve http://127.0.0.1:8050
	@MSP_HOME="$(MSP_HOME)" exec $(PY) -m msp_dashboard serve --host "$(HOST)" --port "$(PORT)"

test: setup .venv/.test-installed chromium lint  ## install what the tests need, then lint, types, layers and every test
	$(PY) -m pytest --numprocesses=2 --dist=loadfile

lint: .venv/.test-installed  ## ruff, mypy --strict and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports --no-logo

bench: setup .venv/.test-installed  ## compare speed and memory with named alternatives, as ratios: docs/benchmarks.md
	$(PY) -m bench

screenshots: setup .venv/.test-installed chromium  ## draw the pictures of the README anew
	$(PY) -m tests.browser.screenshots

requirements: .venv/.test-installed  ## compile the locked requirements anew from the .in files and package.json
	$(BIN)/uv pip compile $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
	    --custom-compile-command "make requirements" requirements.in -o requirements.txt
	$(BIN)/uv pip compile $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
	    --custom-compile-command "make requirements" requirements-test.in -o requirements-test.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error

clean:  ## remove what was installed; releases and exports in MSP_HOME stay
	rm -rf .venv node_modules assets/vendor .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/.python:
	@for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	    "$$python" -c '$(RECENT)' 2>/dev/null && break; python=; \
	done; \
	if [ -z "$$python" ]; then \
	    echo "MSP Dashboard needs Python 3.11 or newer: install it, or name it with make run PYTHON=/path/to/python3." >&2; exit 1; \
	elif ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "This Python cannot make virtual environments: install its venv package (Debian: apt-get install python3-venv)." >&2; exit 1; \
	elif ! $(PY) -c '$(RECENT)' 2>/dev/null; then \
	    echo "Making .venv with $$python"; "$$python" -m venv --clear .venv; \
	fi
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	@touch $@

.venv/.installed: requirements.txt .venv/.python
	@$(call install,requirements.txt)
	@touch $@

.venv/.test-installed: requirements-test.txt .venv/.installed
	@$(call install,requirements-test.txt)
	@touch $@

# A first visit is a tenth as heavy with it. Without it the dashboard serves the bundle that Dash ships.
bundle:
	@if [ $(BUNDLE) -nt package-lock.json ]; then :; \
	elif [ .venv/.no-bundle -nt package-lock.json ]; then \
	    echo "Going on without plotly's small bundle, which could not be fetched before (rm .venv/.no-bundle to try again)."; \
	elif ! command -v npm >/dev/null; then \
	    echo "npm is not here, so pages load Dash's own bundle of plotly: the first visit takes longer."; \
	elif $(NPM_CI) --omit=dev >.venv/npm.log 2>&1; then \
	    mkdir -p $(dir $(BUNDLE)) && cp node_modules/plotly.js-cartesian-dist-min/$(notdir $(BUNDLE)) $(BUNDLE) && touch $(BUNDLE); \
	else \
	    echo "npm could not fetch plotly's small bundle (see .venv/npm.log): pages load Dash's own, and the first visit takes longer."; \
	    touch .venv/.no-bundle; \
	fi

# Never touches a home that holds a release of any kind, nor a warehouse in PostgreSQL: the synthetic council is
# for an empty folder.
home: .venv/.installed
	@if [ -n "$$MSP_WAREHOUSE_URL" ] || [ -e "$(MSP_HOME)/releases/CURRENT" ] || ls "$(MSP_HOME)"/releases/r*.duckdb >/dev/null 2>&1; then exit 0; fi; \
	export MSP_HOME="$(MSP_HOME)"; \
	if [ ! -d "$(MSP_HOME)/sample" ]; then \
	    echo "Writing a synthetic council to $(MSP_HOME)/sample" && rm -rf "$(MSP_HOME)/sample.part" \
	    && $(PY) -m etl sample "$(MSP_HOME)/sample.part" >/dev/null && mv "$(MSP_HOME)/sample.part" "$(MSP_HOME)/sample" || exit 1; \
	fi; \
	$(PY) -m etl load standard --source "$(MSP_HOME)/sample"

chromium: .venv/.test-installed
	@$(PY) -m tests.browser.chromium --install
