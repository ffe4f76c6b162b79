#!/bin/sh
# Makes sure that there is a Chromium for the browser tests: the one at hand, Debian's package, or Playwright's own.
set -eu
python=$1
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1; then
  sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo -n"
  if $sudo true 2>/dev/null && $sudo apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; then
    exit 0
  fi
fi
exec "$python" -m playwright install --with-deps chromium
