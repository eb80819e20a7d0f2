"""Road files to graph, graph to travel, places to roads."""
