"""`python -m positions`."""

import sys

from positions.cli import main

if __name__ == "__main__":
    sys.exit(main())
