"""A PROGRAM asks: rounds, values in and out, boards and explanations as JSON under ``/api/v1/``.

Personal tokens with scope and expiry; errors are problem details (RFC 9457) with stable codes.
"""
