"""Reads, one subject a file; a page asks one of these and draws what comes back."""
