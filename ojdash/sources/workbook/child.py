"""The process that reads one workbook, with a ceiling on its memory and time.

Nothing is executed: stored values are read, and formulas are text.
"""

from __future__ import annotations

import gc
import resource
import sys
import zipfile

from ojdash.sources.workbook import wire

# Exit codes for what a person can do something about.
PASSWORD, BROKEN, TOO_LARGE, TOO_DEEP = 3, 4, 5, 6


def main(path: str, memory: int, seconds: int, most_cells: int) -> int:
    """Write the workbook's sheets to standard output; the exit code says what was wrong with it."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    gc.disable()  # nothing here refers to itself, and looking through millions of cells costs a second
    try:
        wire.write(sys.stdout.buffer, _sheets(path), most_cells)
    except PermissionError:
        return PASSWORD
    except wire.TooLarge as error:
        print(error.cells, error.sheet, file=sys.stderr)
        return TOO_LARGE
    except MemoryError:
        return TOO_LARGE
    except RecursionError:
        return TOO_DEEP
    except BaseException as error:  # where calamine panics that is no Exception
        print(str(error) or type(error).__name__, file=sys.stderr)
        return BROKEN
    return 0


def _sheets(path: str):
    """The sheets, by the reader for the file's kind: the others are not even imported."""
    if not zipfile.is_zipfile(path):
        from ojdash.sources.workbook import xls as reader
    else:
        with zipfile.ZipFile(path) as folder:
            is_ods = "content.xml" in folder.namelist()
        if is_ods:
            from ojdash.sources.workbook import ods as reader
        else:
            from ojdash.sources.workbook import xlsx as reader
    return reader.sheets(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:5])))
