"""The example area: an invented place marked DATA CONTOH, with villages, roads, households, teams, complaints, facilities."""
