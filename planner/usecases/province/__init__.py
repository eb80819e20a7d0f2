"""A province: many stations planned in one run, each in its own workspace, none seeing another."""
