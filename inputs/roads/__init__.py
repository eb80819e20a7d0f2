"""Road files to a graph, and a graph to travel; import the modules, this package loads nothing heavy."""
