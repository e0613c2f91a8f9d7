"""The archive: schema, rows, WARC files and exports. The only room that knows sqlite_utils and warcio."""
