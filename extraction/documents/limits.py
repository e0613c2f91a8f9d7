"""How much of a file is read, and what it is called when a file gives no text."""

# A report of 2,000 pages exists; what is longer is a data set, and its first pages tell what it is.
MAX_PAGES = 2_000
# As much text as an article may have: some 700 printed pages.
MAX_CHARACTERS = 2_000_000
# One part of a zipped file, unpacked: 2,000,000 characters with their mark-up take a third of it, and its tree some
# ten times as much memory.
MAX_PART = 32 * 1024 * 1024
# All parts that are read together; slides and sheets are parts of their own.
MAX_UNPACKED = 128 * 1024 * 1024
# Parts of a zipped file, read or not: a deck of 500 slides with notes and pictures has some 5,000.
MAX_PARTS = 20_000
# Longer than any title.
MAX_TITLE = 500


class NoText(ValueError):
    """A file gives no text. The message says why in a few plain words."""
