# `make help` lists what there is; the README has the words.


.DEFAULT_GOAL := help
.PHONY: help setup build demo test lint corpus bench fuzz testdata

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: ## install what is missing (Debian, Ubuntu); the others do it themselves
	@.tools/setup

build: setup ## both programs, optimised
	cargo build --release --workspace

demo: build ## tables of all test kernels, footprints, and a simulated migration
	@.tools/demo

test: setup ## all tests
	cargo test --workspace

lint: setup ## format, clippy, docs
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# make corpus SET=ggml     one set; `.tools/corpus status` lists them
# make corpus VERIFY=1     and random launches of 200 kernels, judged by running them
corpus: ## analyse kernels of other people: fetch, compile, table (needs the network once)
	@.tools/setup corpus
	cargo build --release -p kht-analyzer
	@.tools/corpus report $(SET:%=--set %)
	@$(if $(VERIFY),.tools/corpus verify --no-compile --sample 200 $(SET:%=--set %))

bench: setup ## all benchmarks; a table, and target/bench/summary.json
	@.tools/bench

fuzz: build ## random launches judged by running them; broken IR and broken tables
	@.tools/verify-testdata
	@.tools/fuzz-footprints
	@.tools/fuzz-ir
	@.tools/fuzz-tables

testdata: setup ## compile the test kernels again and run them on the CPU
	.tools/compile-testdata
	.tools/run-on-host
