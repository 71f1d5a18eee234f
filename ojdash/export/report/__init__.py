"""A county report as a document: one account of what it says, written as PDF, Word, PowerPoint, Excel and HTML."""

from ojdash.export.report.baskets import baskets_file
from ojdash.export.report.files import FORMATS, report_file, report_name
from ojdash.export.report.profiles import PROFILE_FORMATS, profile, profiles

__all__ = ["FORMATS", "PROFILE_FORMATS", "baskets_file", "profile", "profiles", "report_file", "report_name"]
