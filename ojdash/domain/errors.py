"""Errors that teach: each says where, what, and the move to make. Shown without a traceback."""


class OjdashError(Exception):
    """Something a person can mend. The message is a whole Swedish or English sentence for them."""


class QuestionError(OjdashError):
    """A question that can't be answered as asked: an unknown code, or a year without any data."""


class DataError(OjdashError):
    """Published data that is missing, broken or half-written; names the file."""


class CatalogueError(OjdashError):
    """A definition that can't be read; names file, entry, key and what is allowed."""


class SourceError(OjdashError):
    """A publisher answered something we can't use; names the address."""
