# The same few commands for people and for CI. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# -qq: errors are shown, warnings of somebody's pip configuration are not.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install -qq
LOCK := CUSTOM_COMPILE_COMMAND="make lock" pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras \
    --no-emit-find-links --no-emit-index-url --no-emit-trusted-host
# What was installed, so that a second call has nothing to do.
RUNTIME := $(VENV)/.installed-runtime
DEV := $(VENV)/.installed-dev

# The real server of make test-llama; LLAMA_SERVER=/path/to/llama-server adds that one.
LLAMA_VENV := build/llama
LLAMA := $(LLAMA_VENV)/.installed
LLAMA_SERVER ?=

EXAMPLE := knowledge/examples/qinglan-his
PROJECT := 青岚二院HIS
DEMO := build/demo

.DEFAULT_GOAL := help
.PHONY: help setup demo run test test-llama check docs eval train bench lock clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(RUNTIME)  ## make .venv with the hash-locked requirements and the fupan command

demo: $(RUNTIME)  ## draft the sample month and print the review and where it is
	@mkdir -p $(DEMO)
	@$(BIN)/fupan draft $(EXAMPLE)/previous --project $(PROJECT) --month 2026-05 \
	    --format json -o $(DEMO)/draft-2026-05.json
	@$(BIN)/fupan sign $(DEMO)/draft-2026-05.json --by 演示 --accept-rest \
	    -o $(DEMO)/review-2026-05.json
	@$(BIN)/fupan draft $(EXAMPLE)/month --project $(PROJECT) --month 2026-06 \
	    --last-month $(DEMO)/review-2026-05.json -o $(DEMO)/draft-2026-06.md
	@cat $(DEMO)/draft-2026-06.md
	@echo
	@echo "示例草稿 / the draft: $(CURDIR)/$(DEMO)/draft-2026-06.md"
	@echo "上月定稿 / last month's signed review: $(CURDIR)/$(DEMO)/review-2026-05.json"

run: $(RUNTIME)  ## serve the web form on http://127.0.0.1:8000
	$(BIN)/fupan serve

test: $(DEV)  ## run the tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

test-llama: $(DEV) $(LLAMA)  ## run the door to a model against a real server of llama.cpp (builds it: minutes)
	FUPAN_LLAMA_PYTHON=$(CURDIR)/$(LLAMA_VENV)/bin/python FUPAN_LLAMA_SERVER=$(LLAMA_SERVER) \
	    $(BIN)/python -m pytest -m llama tests/llama

check: $(DEV)  ## formatting, lint, types, import contracts, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m knowledge.rule_table --check docs/critique.md
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/test_house.py

docs: $(DEV)  ## write the table of checks in docs/critique.md anew from the rule files
	$(BIN)/python -m knowledge.rule_table docs/critique.md

eval: $(DEV)  ## measure the drafts of the authored months, the search and the critique
	$(BIN)/python -m evals
	$(BIN)/python -m evals.faults
	$(BIN)/python -m evals.retrieval
	$(BIN)/python -m evals.vagueness dev
	$(BIN)/python -m evals.vagueness.kind_training --check
	$(BIN)/python -m evals.vagueness.training --check

train: $(DEV)  ## make the weights of the readers of kinds and of vague statements anew
	$(BIN)/python -m evals.vagueness.kind_training
	$(BIN)/python -m evals.vagueness.training

bench: $(DEV)  ## measure speed as a ratio
	$(BIN)/python -m evals.bench
	$(BIN)/python -m evals.bench_intake

lock:  ## write the hash-locked requirements anew from requirements/*.in (needs pip-tools)
	$(LOCK) -o requirements/dev.txt requirements/dev.in
	$(LOCK) -c requirements/dev.txt -o requirements/runtime.txt requirements/runtime.in
	$(LOCK) -c requirements/dev.txt -o requirements/providers.txt requirements/providers.in
	$(LOCK) -c requirements/dev.txt -o requirements/build.txt requirements/build.in
	$(LOCK) -c requirements/dev.txt -o requirements/llama.txt requirements/llama.in

clean:  ## remove .venv and build output; data/ is left alone
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "需要 Python 3.11 或更新；可用 make PYTHON=/path/to/python3 指定。"; \
	    echo "Python 3.11 or newer is needed; name one with make PYTHON=/path/to/python3."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements/runtime.txt requirements/build.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt $(RUNTIME)
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(LLAMA): requirements/llama.txt
	$(PYTHON) -m venv $(LLAMA_VENV)
	$(LLAMA_VENV)/bin/python -m pip --disable-pip-version-check --no-input install -qq --require-hashes -r requirements/llama.txt
	@touch $@
