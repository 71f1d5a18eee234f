"""Errors that teach: each says where, what, and the move to make. Shown without a traceback."""


class OjdashError(Exception):
    """Something a person can mend. The message is a whole Swedish or English sentence for them.

    public  what of it anyone may read: another sentence where the message names what lies where on the server, None
            where nothing of it is for others than whoever keeps the server
    """

    names_files = False

    def __init__(self, message: str = "", public: str | None = None) -> None:
        super().__init__(message)
        self.public = public or (None if self.names_files else message)


class QuestionError(OjdashError):
    """A question that can't be answered as asked: an unknown code, or a year without any data."""


class DataError(OjdashError):
    """Published data that is missing, broken or half-written; names the file."""

    names_files = True


class FallError(DataError):
    """An edition that would have far fewer values than the one it replaces: it is published only when asked for."""


class CatalogueError(OjdashError):
    """A definition that can't be read; names file, entry, key and what is allowed."""

    names_files = True


class SettingError(OjdashError):
    """A setting with a value that it can't have; names the setting, the value and what it may be."""

    names_files = True


class SourceError(OjdashError):
    """A publisher answered something we can't use; names the address."""


class SavedError(OjdashError):
    """What people wrote could not be kept or read: a full disk, a database that does not answer. Nothing changed."""


class AccessError(SavedError):
    """An address that opens no analys: unknown, withdrawn or past its last day; or one that may not do this."""


class TooManyError(SavedError):
    """More tries or writings than one visitor makes; says when to go on."""


class ReadOnlyError(SavedError):
    """This site is set to show only."""


class PlaceError(SavedError):
    """A field that can't hold what was written; says what it can hold."""


class SignInError(SavedError):
    """Writing needs a sign-in, and whoever asks has none."""


class BusyError(OjdashError):
    """More is asked for at once than is answered; `wait` says in how many seconds to come back."""

    def __init__(self, message: str, wait: int) -> None:
        super().__init__(message)
        self.wait = wait


class UnfinishedError(OjdashError):
    """A file that was not made whole; `is_late`: because it took more time than one may."""

    def __init__(self, message: str, is_late: bool = False) -> None:
        super().__init__(message)
        self.is_late = is_late
