#!/bin/sh
# Print a Chromium that the browser tests can drive, or nothing.
# Where there is none and this is root on a Debian, `--install` or CI=true installs Debian's package first.
find_browser() {
  for candidate in "$PET_BROWSER" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$candidate" ] && found=$(command -v "$candidate"); then
      echo "$found"
      return 0
    fi
  done
  return 1
}

may_install() {
  { [ "$1" = "--install" ] || [ "$CI" = "true" ]; } && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

find_browser && exit 0
if may_install "$1"; then
  {
    apt-get update -qq &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
  } >&2
  find_browser
fi
exit 0
