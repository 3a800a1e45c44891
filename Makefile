# The front door: `make help` lists what there is. Everything needed and missing is installed by the targets themselves.
SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
RELEASE := --configuration release --static-swift-stdlib
DAEMONS := source-controller kustomize-controller notification-controller
BINARY := .build/release/martlet

.DEFAULT_GOAL := help
.PHONY: help deps deps-test deps-bench build release test test-long lint format demo bench manifests schemas conformance fuzz install clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

deps: ## Install the C libraries that the build needs and this machine lacks
	@scripts/install-packages build

deps-test: deps ## Install also the peers that the tests start: git, sshd, python3
	@scripts/install-packages build test

build: deps ## Build everything for development
	$(SWIFT) build

release: deps ## Build the one binary that is installed
	$(SWIFT) build $(RELEASE) --product martlet

test: deps-test ## Run the test suite
	$(SWIFT) build --build-tests
	# One after another: several tests measure time, and two cores are few.
	$(SWIFT) test --skip-build --no-parallel

test-long: deps-test ## Run what takes longer: the daemons killed fifty times at random moments
	$(SWIFT) build --build-tests
	MARTLET_LONG_TESTS=1 $(SWIFT) test --skip-build --filter Integration.KillTests

lint: deps ## Check the format; warnings are errors in every build
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks Demo Fuzz

format: ## Rewrite the sources in the house's format
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks Demo Fuzz

demo: deps-test ## Show the whole loop on a Git repository of its own: commit, drift, broken commit, revert, prune
	$(SWIFT) build $(RELEASE) --product martlet
	$(SWIFT) build $(RELEASE) --product martlet-demo
	.build/release/martlet-demo

deps-bench: deps-test ## Install also the peers that benchmarks need: Helm for Python, in .build/python
	@scripts/install-python helm-python-sdk==0.2.2

bench: deps-bench ## Measure the hot paths against their budgets and peers; ONLY=word picks some
	$(SWIFT) build $(RELEASE) --product martlet
	$(SWIFT) build $(RELEASE) --product martlet-bench
	.build/release/martlet-bench $(ONLY)

manifests: build ## Write the custom resource definitions of the toolkit's kinds into manifests/
	.build/debug/martlet generate manifests manifests

schemas: ## Write the merge schemas anew from published OpenAPI documents in the folder OPENAPI
	python3 scripts/generate-schemas.py $(OPENAPI) Sources/CSchemas/data

conformance: release ## Run the conformance corpora that lie beside the clone, against the committed baseline
	@scripts/conformance

fuzz: deps ## Feed the parsers of templates, charts and YAML with what nobody expects, 60 s each
	@scripts/fuzz

install: release ## Install the binary under all its names below PREFIX (default /usr/local)
	install -D -s -m 0755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/martlet
	for name in $(DAEMONS); do ln -sf martlet $(DESTDIR)$(PREFIX)/bin/$$name; done

clean: ## Remove what was built
	rm -rf .build .build-fuzz
