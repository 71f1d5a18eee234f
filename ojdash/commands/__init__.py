"""The back door's verbs: python -m ojdash update | ask | editions | report | access | status | analyser.

One module a verb.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from ojdash import settings
from ojdash.api import logs
from ojdash.commands import access, analyser, asking, editions, report, status, update
from ojdash.commands.screen import BROKEN, EXIT_CODES, OK, WRONG_QUESTION
from ojdash.domain.errors import AccessError, FallError, OjdashError, QuestionError, SettingError
from ojdash.text import terminal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 (data or a publisher), 2 (something to settle first) or, of update, 3."""
    said = _parser().parse_args(arguments)
    try:
        settings.check()
        logs.begin()
        return said.run(said)
    except (QuestionError, AccessError, FallError, SettingError) as error:
        print(error, file=sys.stderr)
        return WRONG_QUESTION
    except OjdashError as error:
        print(error, file=sys.stderr)
        return BROKEN
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        print(terminal.system(error), file=sys.stderr)
        return BROKEN
    except KeyboardInterrupt:
        print(terminal.INTERRUPTED, file=sys.stderr)
        return BROKEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ojdash", description=__doc__, epilog=EXIT_CODES)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", metavar="DIR", help="the data folder, made if it is not there (OJDASH_DATA)")
    for verb in (update, asking, editions, report, access, status, analyser):
        verb.add(commands, data)
    return parser
