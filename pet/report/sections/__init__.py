"""The report's sections, one module each: `story(book)` gives its flowables, none where there is nothing to say."""
