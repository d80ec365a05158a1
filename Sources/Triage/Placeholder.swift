enum PlaceholderTriage {}
