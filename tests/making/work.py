"""Work for the processes that make papers, in their own words: each says by files what it does and waits for one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from ojdash.domain.errors import QuestionError
from ojdash.making.order import Made

STARTED, GO, TIMES = "started", "go", "times"


def written(folder: Path, text: str) -> Made:
    """A paper at once; a line more in TIMES for each time it is made."""
    with (folder / TIMES).open("a") as file:
        file.write(f"{text}\n")
    return Made(f"{text}.txt", text.encode())


def waiting(folder: Path, text: str) -> Made:
    """A paper when GO is there; STARTED has the number of its process, and of one that it has started."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    aside = folder / f"{STARTED}.aside"
    aside.write_text(f"{os.getpid()} {child.pid}")
    aside.rename(folder / STARTED)
    while not (folder / GO).exists():
        time.sleep(0.01)
    child.kill()
    child.wait()
    return written(folder, text)


def wrong(folder: Path, text: str) -> Made:
    """An error for a person to read."""
    raise QuestionError(text)


def faulty(folder: Path, text: str) -> Made:
    """An error that nobody foresaw."""
    raise ZeroDivisionError(text)
