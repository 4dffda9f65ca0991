"""The record of a round: everything that its reports, files and archive are made from, and nothing else."""
