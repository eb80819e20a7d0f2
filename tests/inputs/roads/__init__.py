"""Tests of `inputs.roads`."""
