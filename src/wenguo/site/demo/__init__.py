"""The story world: a believable company with ninety days behind it, so that every page has something true to show."""
