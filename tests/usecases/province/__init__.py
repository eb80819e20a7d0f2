"""Tests of many stations side by side: invented, reported on, lending to each other."""
