enum PlaceholderWording {}
