"""The month for whoever commands the station: tables, map and summary from counts; PDF, XLSX and JSON of one content."""
