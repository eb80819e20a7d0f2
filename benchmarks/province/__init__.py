"""A province planned in one run: seconds and memory a station, two workers against one, and killed at random."""
