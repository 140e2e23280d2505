"""Files on disk: observation data in, outcomes out, and the frame backends between them.

No Django. ``read_data`` (saima.exchange.read) and ``write_outcome`` (saima.exchange.write) are
the ways in and out, ``open_backend`` (saima.exchange.backends) opens what the frames live in.
``make_bundle`` (saima.exchange.sealing) seals a board into one file, ``read_bundle``
(saima.exchange.bundle) opens it, ``verify`` (saima.exchange.verify) computes it again.
"""
