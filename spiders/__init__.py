"""The sources: one small file of facts for each. Scrapy finds them by itself."""
