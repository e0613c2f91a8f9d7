"""Pairs of invented texts with the answer whether they are copies of one story."""
