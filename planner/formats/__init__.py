"""The program's own files, reader and writer of each together: settings, scenarios, plans, problems, solutions."""
