"""Broken and odd files through every door, seeded: `python -m benchmarks.odd_files`."""
