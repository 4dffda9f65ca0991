"""What the answers mean: pure functions on arrays of ratings."""
