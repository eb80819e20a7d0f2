"""CSV and XLSX tables to records: households, teams, complaints, facilities; a reader stands in the module of its table."""
