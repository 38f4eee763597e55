.PHONY: all lint types layers test docs bench

all: lint types layers test  ## everything that must hold

lint:
	ruff check .
	ruff format --check .

types:
	mypy

layers:
	lint-imports

test:
	pytest -q

docs:  ## write the generated parts of the documentation
	python tools/docs.py

bench:
	python bench/run.py
