"""`python -m reslint`."""

from reslint.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
