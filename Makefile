# Every task is one word; CI calls the same ones. `make help` lists them.

PYTHON ?= python3
VENV ?= .venv
MINIMAL ?= .venv-minimal
# What else to hand to pytest, for example: make test ARGS="-k 营业执照"
ARGS ?=

BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest

# One stamp per set of extras: the sets add up, so the tasks work in any order, and nothing is
# installed again until pyproject.toml changes.
CLI := $(VENV)/.installed-cli
TEST := $(VENV)/.installed-batch,cli,guides,postgres,spreadsheet,test
DOCS := $(VENV)/.installed-cli,docs,guides
DEV := $(VENV)/.installed-batch,cli,guides,postgres,spreadsheet,dev

# The tests start the command many times: it must not be compiled each time, whatever is set.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-minimal lint types rules schemas bundles bench bench-batch bench-end-to-end bench-peers questions test-spark mutate switches fuzz soak prove docs format clean install coverage simulate
# Two installations into one environment at the same time break it.
.NOTPARALLEL:

help:  ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: $(CLI)  ## check the example application and show what is missing
	@# 1 says that the application must be corrected, which is the answer; 2 and more is a failure.
	$(BIN)/permit-rules check examples/restaurant.json || test $$? -eq 1

test: $(TEST)  ## run all tests, with the features and the tables of cases
	@# The report is what the site shows of the last run.
	$(PYTEST) -n auto --dist worksteal --junitxml=build/junit.xml $(ARGS)

test-minimal: $(MINIMAL)/.installed  ## run the tests that need no optional package, on a built wheel
	@# Built anew each time: what is tested is what people would install.
	@scripts/install.sh $(MINIMAL) --no-deps --force-reinstall .
	@# Neither the options nor the conftest of the full suite: both need packages absent here.
	$(MINIMAL)/bin/python -m pytest -c /dev/null --rootdir=tests/minimal \
		--confcutdir=tests/minimal -p no:cacheprovider tests/minimal $(ARGS)

lint: $(DEV)  ## lint the code, the types, the layers and the review points
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src $(wildcard typing_tests)
	$(BIN)/lint-imports
	$(BIN)/permit-rules lint
	$(BIN)/permit-rules fmt --check

types: $(DEV)  ## check the types, also as an integrator would use them
	$(BIN)/mypy src $(wildcard typing_tests)

rules: $(TEST)  ## lint the review points and run their cases
	$(BIN)/permit-rules lint
	$(PYTEST) -n auto --dist worksteal tests/corpus $(ARGS)

schemas: $(CLI)  ## write the JSON Schemas from the models
	$(BIN)/python scripts/make_schemas.py

bundles: $(CLI)  ## write the table of what joint applications save
	$(BIN)/python scripts/bundle_table.py

bench: $(CLI)  ## measure the speed of a check
	$(BIN)/python -m benchmarks.check
	@echo "make bench-peers compares the engine with others (pip install -e '.[bench]' first)"

bench-peers: $(CLI)  ## measure the engine beside its peers on one workload
	$(BIN)/python -m benchmarks.peers.run $(ARGS)

bench-end-to-end: $(CLI)  ## measure JSON to JSON over 10,000 applications, beside zen-engine and pydantic
	$(BIN)/python -m benchmarks.end_to_end $(ARGS)

questions: $(CLI)  ## count how many questions interviews ask, into docs/interview.md (minutes)
	$(BIN)/python -m benchmarks.interview --write

bench-batch: $(CLI)  ## answer a million applications as a batch; how many a second, and the memory (an hour)
	$(BIN)/python -m benchmarks.batch --applications 1000000 $(ARGS)

test-spark: $(VENV)/.installed-batch,cli,guides,postgres,spark,spreadsheet,test  ## run the tests that need Spark and Java
	$(PYTEST) tests/batch/test_spark.py $(ARGS)

mutate: $(CLI)  ## plant mistakes in the review points, one at a time: do the cases notice?
	$(BIN)/python -m scripts.mutate_rules $(ARGS)

switches: $(TEST)  ## switch one mechanism off at a time: do its scenarios notice?
	$(BIN)/python -m scripts.switch_off $(ARGS)

fuzz: $(TEST)  ## look for disagreements and crashes with many more generated examples
	$(PYTEST) -n auto --hypothesis-profile=fuzz tests/fuzz tests/engines/test_agreement.py $(ARGS)

soak: $(TEST)  ## check a million applications, and in 24 threads, and watch the memory (two hours)
	$(PYTEST) -s tests/soak/check_memory.py $(ARGS)
	$(BIN)/python -m tests.soak.soak_batch
	$(BIN)/python -m tests.soak.soak_threads

prove: $(TEST)  ## look long for an application that one notice does not close (an hour)
	$(BIN)/permit-rules prove --tries 4000 --seconds 900 $(ARGS)
	$(BIN)/python -m tests.soak.prove_generated

simulate: $(CLI)  ## check, store and measure a simulated year of a hundred thousand cases (minutes)
	@mkdir -p build
	$(BIN)/permit-rules simulate --cases 100000 --seed 7 --processes 2 \
		-o build/year.jsonl --measure $(ARGS)

docs: $(DOCS)  ## make the site in site/ from the rules, their cases, the features and the last test run
	$(BIN)/python -m scripts.site $(ARGS)

format: $(DEV)  ## format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

coverage: $(TEST) $(DEV)  ## show the lines and branches no test reaches
	$(BIN)/coverage run -m pytest $(ARGS)
	$(BIN)/coverage report

install: $(TEST) $(DEV)  ## make the environment with everything development needs

clean:  ## remove what the tasks wrote, but not the environments
	rm -rf build dist htmlcov site .coverage .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find . -name '.venv*' -prune -o -type d -name __pycache__ -exec rm -rf {} +

$(VENV)/bin/python $(MINIMAL)/bin/python:
	$(PYTHON) -m venv $(patsubst %/bin/python,%,$@)

$(VENV)/.installed-%: pyproject.toml scripts/install.sh | $(VENV)/bin/python
	@scripts/install.sh $(VENV) -e '.[$*]'
	@touch $@

$(MINIMAL)/.installed: pyproject.toml scripts/install.sh | $(MINIMAL)/bin/python
	@scripts/install.sh $(MINIMAL) . pytest
	@touch $@
