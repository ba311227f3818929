# Urzędomat. `make demo` and `make test` do all the set-up themselves; see README.md.
SHELL := /bin/bash
VENV  ?= .venv
OUT   ?= demo-out
PYTEST_ARGS ?= -n 2 --no-loadscope-reorder
SUDO  := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT   := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get
RUN   := $(VENV)/bin

.PHONY: demo test kiosk bench check lint docs install install-dev system system-dev clean

demo: install                      ## hand a sample letter in, from the feeder to the clerk, on virtual hardware
	$(RUN)/urzedomat demo --out $(OUT)

kiosk: install                     ## the same kiosk for a person, in a window, with a drawer of virtual hardware
	$(RUN)/urzedomat kiosk --virtual

test: install-dev                  ## every check: format, types, imports, QML, all tests
	$(MAKE) check
	$(RUN)/python -m pytest $(PYTEST_ARGS)

check: lint
lint:
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/python -m kiosk.ui.lint
	$(RUN)/python -m kiosk.i18n.build --check

bench: install-dev                 ## speed, as ratios against named peers in the same run
	$(RUN)/python -m tests.bench

docs: install-dev                  ## write the generated pages of the manual anew
	$(RUN)/python -m kiosk.settings_document > docs/settings.md
	$(RUN)/python -m kiosk.failures.document
	$(RUN)/python -m sync.office.manual docs/office-guide.md

install: $(VENV)/.kiosk-ready
install-dev: $(VENV)/.dev-ready

# A stamp names the lists that it stands for, so a changed list installs again.
$(VENV)/.system-ready: requirements/apt.txt
	command -v apt-get >/dev/null || { echo "This needs Debian or a system with apt-get."; exit 1; }
	dpkg -s $$(grep -v '^#' $<) >/dev/null 2>&1 || { $(APT) update -q && $(APT) install -qy --no-install-recommends $$(grep -v '^#' $<); }
	mkdir -p $(VENV) && touch $@

$(VENV)/.system-dev-ready: requirements/apt-dev.txt $(VENV)/.system-ready
	dpkg -s $$(grep -v '^#' $<) >/dev/null 2>&1 || { $(APT) update -q && $(APT) install -qy --no-install-recommends $$(grep -v '^#' $<); }
	command -v npm >/dev/null || $(APT) install -qy --no-install-recommends nodejs npm
	touch $@

$(RUN)/pip: $(VENV)/.system-ready
	python3 -m venv $(VENV)

# --no-build-isolation: the two packages built from source use the pinned setuptools, and nothing unpinned comes in.
define install_locked
	$(RUN)/pip install -q --no-deps --require-hashes -r requirements/build.lock
	$(RUN)/pip install -q --no-deps --no-build-isolation --require-hashes -r $(1)
	$(RUN)/pip install -q --no-deps --no-build-isolation -e .
	$(RUN)/python -m kiosk.i18n.build
	$(RUN)/python -m ocr.words
endef

$(VENV)/.kiosk-ready: requirements/demo.lock requirements/build.lock pyproject.toml | $(RUN)/pip
	$(call install_locked,requirements/demo.lock)
	touch $@

$(VENV)/.dev-ready: requirements/dev.lock requirements/build.lock pyproject.toml $(VENV)/.system-dev-ready | $(RUN)/pip
	$(call install_locked,requirements/dev.lock)
	touch $@ $(VENV)/.kiosk-ready

clean:
	rm -rf $(VENV) build $(OUT)
