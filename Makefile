# Everything a newcomer or an operator types. `make` alone lists the verbs.
.PHONY: help run test crawl serve export check bench bench-web lock clean
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8001
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes
# The larger set is locked first, so that tests run with precisely what users get.
COMPILE := pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock'

help: ## list these verbs
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.venv/ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it: make PYTHON=python3.12")'
	@echo "Installing into .venv (once, about a minute) ..."
	@$(PYTHON) -m venv .venv
	@$(INSTALL) -r requirements.lock
	@touch $@

.venv/ready-dev: requirements-dev.lock .venv/ready
	@echo "Installing what the tests need ..."
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

run: .venv/ready ## replay the demo into archive.db and serve it (PORT=8001)
	@$(BIN)/scrapy crawl demo -s REPLAY=demo && $(BIN)/scrapy export all
	@exec $(BIN)/scrapy serve --port $(PORT)

test: .venv/ready-dev ## format check, lint, types, all tests, docs check
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tests/all.sh

crawl: .venv/ready ## crawl every source, then renew the downloads
	@$(BIN)/scrapy crawlall; code=$$?; $(BIN)/scrapy export all && exit $$code

serve: .venv/ready ## serve archive.db (PORT=8001; SQL=1 allows any SQL, for one's own machine)
	@exec $(BIN)/scrapy serve --port $(PORT) $(if $(SQL),--sql)

export: .venv/ready ## write the files of /downloads
	@$(BIN)/scrapy export all

check: test ## the same as test

bench: .venv/ready-dev ## measure quality and speed; prints the figures of docs/
	@$(BIN)/python -m benchmarks.run

bench-web: .venv/ready-dev ## measure the search beside a plain Datasette (7 GB of disk, an hour; ARGS=--quick)
	@$(BIN)/python -m benchmarks.web $(ARGS)

lock: .venv/ready-dev ## renew requirements.lock and requirements-dev.lock
	@$(BIN)/uv $(COMPILE) --upgrade --extra consensus --group dev -o requirements-dev.lock
	@$(BIN)/uv $(COMPILE) -c requirements-dev.lock -o requirements.lock

clean: ## remove .venv and caches; the archive and the captures stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
