"""The back door: python -m ojdash COMMAND."""

import sys

from ojdash.commands import main

if __name__ == "__main__":
    sys.exit(main())
