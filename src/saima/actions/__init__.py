"""What people MAY DO: one function is one change, with its permission, transaction and log.

Also the one way to what was computed: ``boards`` gives pages the outcome of the live year.
"""
