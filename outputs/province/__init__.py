"""The report over stations of a province: what it hides, and its papers, workbook, map and tables."""
