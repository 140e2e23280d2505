"""Files as they are sent or rendered, before they are kept."""

from dataclasses import dataclass

from saima.actions.evidence import Opened, opened_file, stored_file
from saima.actions.refusals import NOT_THERE, refused
from saima.actions.sniffing import clean_name
from saima.records.models import StoredFile


@dataclass(frozen=True)
class NamedFile:
    """A file with its name; the name says what it is, its bytes have to agree."""

    name: str
    content: bytes


def stored(file: NamedFile) -> StoredFile:
    """Keep a file. Raises Refused for a wrong kind or size."""
    return stored_file(clean_name(file.name), file.content)


def opened(file: StoredFile | None, name: str) -> Opened:
    """A stored file to be handed out. Raises Refused where there is none."""
    if file is None:
        raise refused(NOT_THERE)
    return opened_file(name, file)
