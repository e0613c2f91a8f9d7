"""What runs the archive on a server or on GitHub."""
