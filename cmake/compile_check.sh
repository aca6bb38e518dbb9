#!/bin/sh
# Checks that a source compiles, or that it is refused with the message it promises.
#
#   compile_check.sh accepted VERDICT DEPFILE SOURCE COMPILER FLAG...
#   compile_check.sh refused  VERDICT DEPFILE SOURCE COMPILER FLAG...
#
# `refused`: SOURCE says in a line `// expect: TEXT` what the compiler must print (several such lines:
# all of them; the first must stand in the first error). With -DCONTROL the same source must compile,
# so that it cannot fail for another reason than the one under test.
#
# Writes "ok" or the complaint into VERDICT and always succeeds: the build goes on, and the test that
# reads the verdict fails. DEPFILE tells the build which headers the verdict depends on.
set -u
mode=$1 verdict=$2 depfile=$3 source=$4
shift 4
log=$verdict.log

compile() { "$@" -fsyntax-only -MD -MF "$depfile" -MT "$verdict" -x c++ "$source" >"$log" 2>&1; }

# complain TEXT COMPILER FLAG...
complain() {
  { echo "$source: $1"; cat "$log"; } >"$verdict"
  rm -f "$log"
  shift
  # A compiler that stops at an error writes no dependencies, yet the verdict must change when a
  # header does.
  "$@" -M -MG -MF "$depfile" -MT "$verdict" -x c++ "$source" 2>/dev/null || : >"$depfile"
  exit 0
}

case $mode in
accepted)
  compile "$@" || complain "does not compile" "$@"
  ;;
refused)
  compile "$@" -DCONTROL || complain "does not compile even with -DCONTROL" "$@"
  cp "$depfile" "$depfile.control"
  compile "$@" && complain "compiles, but must not" "$@"
  mv "$depfile.control" "$depfile"
  expected=$(sed -n 's|^// expect: *||p' "$source")
  [ -n "$expected" ] || complain "has no line '// expect: TEXT'" "$@"
  first_error=$(grep -m1 'error:' "$log")
  first=yes
  while IFS= read -r text; do
    if [ "$first" = yes ]; then
      case $first_error in
      *"$text"*) ;;
      *) complain "the first error must say: $text" "$@" ;;
      esac
      first=no
    fi
    grep -qF -- "$text" "$log" || complain "the compiler must say: $text" "$@"
  done <<EOF
$expected
EOF
  ;;
esac
echo ok >"$verdict"
rm -f "$log"
