"""How an answer travels: JSON in the terminal and over HTTP, files to download."""

from ojdash.api.spelled import as_dict, as_json

__all__ = ["as_dict", "as_json"]
