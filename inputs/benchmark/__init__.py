"""Benchmark files of the literature: instances, and what is known about them."""
