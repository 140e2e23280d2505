PYTHON ?= python3
BIN = .venv/bin
# Nothing is compiled ahead, because most installed modules are never imported. What is imported
# must then be kept compiled, whatever the machine says, or every start costs a second more.
export PYTHONDONTWRITEBYTECODE =
PIP_INSTALL = install -qq --disable-pip-version-check --no-compile
LOCK = --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe --no-header --quiet

.PHONY: setup demo test test-records check format bench lock clean

setup: .venv/.run
	@$(BIN)/python tools/compile_messages.py

demo: setup
	$(BIN)/saima demo

test: setup .venv/.test
	$(BIN)/python -m pytest -n logical --cov --cov-report=
	$(BIN)/coverage report --include="src/saima/plan/*,src/saima/engine/*" --fail-under=100

# What depends on the database, on the one that DATABASE_URL names.
test-records: setup .venv/.test
	$(BIN)/python -m pytest -n logical tests/records tests/actions tests/web tests/api tests/journeys/test_month.py

check: setup .venv/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@failed=0; for plan in plans/*/; do $(BIN)/saima check "$$plan" || failed=1; done; exit $$failed

format: .venv/.test
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup .venv/.test
	$(BIN)/python -m benchmarks

# Keeps present pins where they still fit; `make lock UPGRADE=--upgrade` takes the newest.
# Ignores the machine's pip settings, because a local mirror may lack other platforms' files.
lock:
	@test -x .venv-lock/bin/pip-compile || { $(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet pip-tools==7.6.2; }
	cd requirements && for name in pip run test; do \
		env -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null ../.venv-lock/bin/pip-compile $(LOCK) $(UPGRADE) $$name.in --output-file $$name.txt || exit 1; \
	done

# Keeps var/, because it holds records.
clean:
	rm -rf .venv .venv-lock build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -exec rm -f {} +

# Borrowing the outer pip saves unpacking the one bundled with Python, a quarter of the time.
.venv/.run: requirements/pip.txt requirements/run.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Saima needs Python 3.11 or newer, and '$(PYTHON)' is not. Try: make PYTHON=python3.11" >&2; exit 1; }
	@echo "Installing what Saima needs into .venv ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip .venv
	@$(PYTHON) -m pip --python $(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements/pip.txt 2>/dev/null || { \
		$(BIN)/python -m ensurepip >/dev/null && $(BIN)/python -m pip $(PIP_INSTALL) --require-hashes -r requirements/pip.txt; }
	@$(BIN)/python -m pip $(PIP_INSTALL) --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip $(PIP_INSTALL) --require-hashes -r requirements/test.txt
	@touch $@
