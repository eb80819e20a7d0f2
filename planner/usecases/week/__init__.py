"""Six days planned together: asked, offered, planned, shown, approved, printed."""
