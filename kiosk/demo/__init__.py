"""The whole kiosk on virtual hardware: for a demonstration, for journeys in the tests, for playing by hand."""
