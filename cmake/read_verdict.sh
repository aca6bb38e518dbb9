#!/bin/sh
# Succeeds when the verdict file given as argument says "ok"; otherwise prints its complaint and fails.
[ "$(cat "$1")" = ok ] && exit 0
cat "$1"
exit 1
