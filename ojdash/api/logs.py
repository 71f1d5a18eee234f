"""What the process logs, to stderr: lines to read, or (OJDASH_LOG=json) a JSON object a line."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from ojdash import settings

_PLAIN = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")


class AsJson(logging.Formatter):
    """A record as one line of JSON: when (ISO 8601, UTC), how grave, by what, what; an event's name and facts."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if hasattr(record, "event"):
            said |= {"event": record.event, **record.facts}
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


class _ToStderr(logging.StreamHandler):
    """Writes to what stderr is at the moment."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        self.stream = sys.stderr
        super().emit(record)


def formatter() -> logging.Formatter:
    """How a line is written."""
    return AsJson() if settings.LOG.value == "json" else _PLAIN


def to_stderr(logger: logging.Logger) -> None:
    """Let a logger write to stderr, once, as the setting says."""
    for handler in [handler for handler in logger.handlers if type(handler) in (logging.StreamHandler, _ToStderr)]:
        logger.removeHandler(handler)
    handler = _ToStderr()
    handler.setFormatter(formatter())
    logger.addHandler(handler)


def begin() -> None:
    """Let all of ours be logged; of what is asked for, no line, for its query string may open an analys."""
    ours = logging.getLogger("ojdash")
    ours.setLevel(logging.INFO)
    to_stderr(ours)
    logging.getLogger("uvicorn.access").disabled = True  # Streamlit's formatter would give it a handler again
