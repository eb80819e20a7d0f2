"""Tests of inputs.benchmark."""
