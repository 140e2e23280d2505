"""What a page shows, read from the boards as plain dataclasses; no requests, no markup."""
