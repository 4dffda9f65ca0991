"""`python -m pet` is the `pet` command."""

from pet.cli import main

main(prog_name="pet")
