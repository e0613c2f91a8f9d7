"""Pure functions: bytes in, items out. No I/O, no clock, no spider."""
