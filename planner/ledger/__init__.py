"""What has happened: households, teams, complaints, facilities, plans and the audit trail, in a database."""
