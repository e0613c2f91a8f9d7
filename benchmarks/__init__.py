"""Commands that measure. Never tests: machines are noisy."""
