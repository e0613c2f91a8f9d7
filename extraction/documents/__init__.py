"""Files that articles link to: their text page by page, their title and dates; or in plain words why there is none."""
