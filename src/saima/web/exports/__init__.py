"""Tables of pages as files: exactly what was seen."""
