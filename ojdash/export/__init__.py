"""How an answer becomes a file."""

from ojdash.export.tables import csv, excel, table

__all__ = ["csv", "excel", "table"]
