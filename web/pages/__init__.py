"""What each page shows, read from the archive: one module a page."""
