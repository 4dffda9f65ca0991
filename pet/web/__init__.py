"""Pages: a route parses, calls one service, and renders or redirects."""
