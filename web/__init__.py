"""The archive on the web: pure functions and questions to archive.db here, Datasette in plugins/ alone."""
