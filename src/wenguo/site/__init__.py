"""The site knows everybody: settings, addresses, wiring, command line, story world."""
