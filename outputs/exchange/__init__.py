"""The day in the files of spreadsheets, maps, phones, calendars and browsers: one itinerary, many forms."""
