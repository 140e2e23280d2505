"""The clock asks: thin commands for what happens every day."""
