"""The roof: command line, workspace, pipelines."""
