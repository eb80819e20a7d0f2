"""One planned day in the form that every paper and file shares."""
