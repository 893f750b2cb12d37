"""People: brands, places, accounts, teams, shifts, authority and permissions."""
