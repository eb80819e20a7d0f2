"""Measurements against peers; run each as a module."""
