"""The example area: invented people and streets on the real villages' names, marked DATA CONTOH."""
