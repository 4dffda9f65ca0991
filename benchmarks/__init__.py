"""How fast, how much memory: one command, a table of medians and ratios."""
