# One command for each habit. `make` alone says which.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

HOST ?= 127.0.0.1
PORT ?= 8080
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -q -p no:cacheprovider --rootdir .
ENTREE := .build/debug/entree
# An import of a target that is not declared builds; this makes it an error. Given to every debug build, so that there is one build.
IMPORTS := --explicit-target-dependency-import-check error
REPORTS := .build/reports
# How much `make soak` does.
SOAK_KILLS ?= 1000
SOAK_FUZZ ?= 1000000
SOAKED := FuzzTests|TornTests|ForeignIdTests|ReturnCodeTests|ItemTests|ConsentModelTests
# How many Swift tests run at once. Each has databases of its own: all of them together open more files than a machine may allow.
WIDTH ?= 24
# How many journeys are walked at once, each with servers, databases and a browser of its own.
WALKERS ?= 2
CHECKS := .build/checks

.PHONY: help setup run evening build test check format units content journeys requirements outside bench soak
.NOTPARALLEL:

help: ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | while IFS=$$'\t' read -r name what; do \
		printf '  make %-13s %s\n' "$$name" "$$what"; done

setup: ## fetch what the tests need and is not there yet: a browser (Debian's chromium), .venv with pinned packages
	@Tools/setup.sh

run: ## build for use and serve a demonstration on this machine; HOST=… PORT=… change where
	@Tools/setup.sh build
	swift build -c release --product entree
	@echo; echo "  http://$(HOST):$(PORT)/nl"; echo
	@.build/release/entree serve --demo --content Content --data .data --host $(HOST) --port $(PORT)

evening: ## the same with 40 invented conversations to practise with; nothing of it is kept
	@Tools/setup.sh build
	swift build -c release --product entree
	@echo; echo "  http://$(HOST):$(PORT)/nl/werk"; echo
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	.build/release/entree serve --demo --evening --content Content --data "$$folder" --host $(HOST) --port $(PORT)

build: ## build for tests
	swift build --build-tests $(IMPORTS)

test: setup check units content journeys ## everything that must hold, from the source to the screen
	@Tools/test_results.py $(REPORTS)/results.json $(REPORTS)/swift-swift-testing.xml $(REPORTS)/walls.xml $(REPORTS)/journeys.xml
	@$(PYTHON) Tools/requirements.py --check --results $(REPORTS)/results.json

check: setup ## form of the source, and walls between targets (builds nothing)
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Bench
	@Tools/check_walls.py
	@mkdir -p $(REPORTS)
	@$(PYTEST) Tests/Walls Tests/Outside --junitxml $(REPORTS)/walls.xml

format: ## put the source in form
	swift format --in-place --parallel --recursive Package.swift Sources Tests Bench

units: build ## the Swift tests
	@mkdir -p $(REPORTS)
	.build/debug/entreePackageTests.xctest --testing-library swift-testing --experimental-maximum-parallelization-width $(WIDTH) \
		--xunit-output $(REPORTS)/swift-swift-testing.xml

content: build ## content, rules and cases, as the server would read them
	$(ENTREE) content check --content Content
	$(ENTREE) rules check --content Content --data $(CHECKS)
	$(ENTREE) casus --content Content

journeys: setup build ## walk through the site in a real browser
	@mkdir -p $(REPORTS)
	@$(PYTEST) Tests/Journeys -n $(WALKERS) --dist loadfile --junitxml $(REPORTS)/journeys.xml

requirements: setup ## write docs/requirements.md anew from the ledger and the tests
	@$(PYTHON) Tools/requirements.py --write-tags
	@$(PYTHON) Tools/requirements.py

outside: setup build ## let others judge: schemas, API rules and cases that stand beside the project in ../shared
	@$(PYTHON) Tests/Outside/run.py

bench: ## measure against the goals and write docs/performance.md (about ten minutes)
	@Tools/setup.sh bench
	swift build -c release --product entree
	swift build -c release --product Measure
	@$(PYTHON) Bench/bench.py

soak: setup build ## for a night: a thousand kills, fuzzers and draws a million times; SOAK_KILLS=… SOAK_FUZZ=… change how many
	KILLS=$(SOAK_KILLS) POSTGRES_KILLS=$$(($(SOAK_KILLS) / 10)) $(PYTEST) -vv Tests/Journeys/test_killed.py
	FUZZ=$(SOAK_FUZZ) swift test --skip-build --filter '$(SOAKED)'
