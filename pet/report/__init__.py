"""Reports: a result becomes a story of flowables (`document`, `sections`), a story a tagged PDF (`page`)."""
