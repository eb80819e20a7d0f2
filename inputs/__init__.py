"""Files to domain: tables, road graphs, settings, plan and problem files, the example area."""
