#!/bin/sh
# Print a working interpreter of the given version ("3.13"), or nothing: on the path first, then pyenv's.
for candidate in "python$1" "$HOME"/.pyenv/versions/"$1".*/bin/python; do
  if "$candidate" -c 'import ssl, venv' >/dev/null 2>&1; then
    command -v "$candidate"
    exit 0
  fi
done
