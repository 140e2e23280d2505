"""The views, one subject a file: a place in, a page out."""
