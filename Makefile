# Two commands set everything up: `make demo` and `make test`. Nothing but Python, make and a package index is needed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo

.PHONY: demo desk test test-long coverage lint format bench odd-files kills pictures drawings docs licences review clean

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

demo: $(VENV)/.installed
	$(BIN)/dds demo $(DEMO)

desk: $(VENV)/.installed  # an area that is not there yet is made with two months of results
	test -e $(DEMO)/dds.toml || $(BIN)/dds demo $(DEMO) --history
	$(BIN)/dds desk --workspace $(DEMO)

test: $(VENV)/.installed
	$(BIN)/python -m pytest -n auto --dist worksteal  # neighbours stay together: what a file's tests share is made once

test-long: $(VENV)/.installed
	$(BIN)/python -m pytest -m long

coverage: $(VENV)/.installed  # the same tests, counting the lines they reach, which takes about two thirds longer
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term:skip-covered

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

pictures: $(VENV)/.installed
	$(BIN)/python -m docs.make_pictures

drawings: $(VENV)/.installed
	$(BIN)/python -m docs.make_idea
	$(BIN)/python -m docs.make_architecture

# the peers need packages of an extra, and migrations run inside alembic only
docs: $(VENV)/.installed
	$(BIN)/python -m pdoc --docformat numpy --no-show-source --output-directory build/docs planner solvers inputs outputs \
		'!planner.ledger.migrations' '!solvers.pyvrp_peer' '!solvers.vroom_peer'

licences: $(VENV)/.installed
	$(BIN)/python -m docs.licences

review: $(VENV)/.installed
	$(BIN)/python -m docs.make_review_pages review

$(VENV)/.peers: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[peers]"
	@touch $@

bench: $(VENV)/.peers
	$(BIN)/python -m benchmarks

odd-files: $(VENV)/.installed  # a hundred thousand broken and odd cases through every door, new ones each time, on all cores
	$(BIN)/python -m benchmarks.odd_files --variants 100000

kills: $(VENV)/.installed  # a thousand kills over every command, then full disks and held locks
	$(BIN)/python -m benchmarks.kills --kills 1000 --full-disk 60 --busy 60

clean:
	rm -rf $(VENV) $(DEMO) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
