"""Python's collector of what is no longer used, in a server that lives for months."""

from __future__ import annotations

import atexit
import gc
from functools import cache


@cache
def settle() -> None:
    """Let the collector pass by what is loaded now: modules, definitions, Streamlit itself.

    Called when a first page has run. Without it a full collection looks through some 300,000 objects that never go,
    and whoever clicks then waits for it: every visitor's script runs in the same process.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # what is passed by until the end is reported as leaked by DuckDB
