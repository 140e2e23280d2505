"""What the site needs before the first page: database, key, headers."""
