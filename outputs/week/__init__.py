"""The week on paper: a page for the chief to approve, and notices for village heads and RT."""
