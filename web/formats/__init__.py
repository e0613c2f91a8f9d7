"""What programs read: feeds, JSON, CSV, sitemap."""
