"""What people type into the office's pages, read and judged before an action sees it."""
