"""The search: what was asked, what it finds, and how it is counted."""
