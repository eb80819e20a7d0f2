"""The invented place and its files, step by step: land, hamlets, roads, lanes, homes, tables."""
