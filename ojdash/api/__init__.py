"""How an answer travels: JSON in the terminal and over HTTP, files to download."""

from ojdash.api.spelled import as_dict, as_json
from ojdash.api.spelled_editions import differences_as_csv, differences_as_json, editions_as_csv, editions_as_json
from ojdash.api.spelled_form import as_text, form_as_csv, form_as_dict, form_as_json
from ojdash.api.spelled_laget import laget_as_csv, laget_as_json
from ojdash.api.spelled_meeting import meeting_as_json
from ojdash.api.spelled_walk import walk_as_csv, walk_as_dict, walk_as_json

__all__ = [
    "as_dict",
    "as_json",
    "as_text",
    "differences_as_csv",
    "differences_as_json",
    "editions_as_csv",
    "editions_as_json",
    "form_as_csv",
    "form_as_dict",
    "form_as_json",
    "laget_as_csv",
    "laget_as_json",
    "meeting_as_json",
    "walk_as_csv",
    "walk_as_dict",
    "walk_as_json",
]
