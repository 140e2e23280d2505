"""What the city REMEMBERS: plan versions, the ledger of values, targets, adjustments, people.

A Django app. Rows are only ever added; a correction is a new row. ``frames`` turns rows into
what the engine reads.
"""
