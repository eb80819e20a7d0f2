"""Pages that people hold: Typst templates, and the code that hands them their data."""
