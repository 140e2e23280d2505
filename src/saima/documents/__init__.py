"""What the city SIGNS: figures as they are written, tables, workbooks, official documents.

Pure: frozen outcome in, text or bytes out; no database, no Django.
"""
