"""What reading a zip archive of somebody else's may raise; messages are up to the reader."""

import zlib
from zipfile import BadZipFile

BROKEN_ARCHIVE = (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error)
"""Damaged, cut short, a compression or version that the library lacks, a password, bad bytes."""
