"""A fictitious year of values for any plan, the same on every machine.

Pure: a plan in, rows out; no Django, no frames. ``generate`` (saima.demo.year) is the way in,
``write_folder`` (saima.demo.folder) writes what it made as CSV files.
"""
