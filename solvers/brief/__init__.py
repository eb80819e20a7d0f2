"""Search in plain Python for small problems with less time than loading the compiled search takes."""
