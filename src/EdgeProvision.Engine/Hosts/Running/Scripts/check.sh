# Runs a program that only says what it would change. It leaves nothing behind and takes no lock.
# Arguments: length of the program in bytes, seconds between signs of life, state directory (to read). The program comes on standard input.
# The streams are those of follow.sh.
set -u
umask 077
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH
file=$(mktemp) || exit 1
trap 'rm -f "$file"' EXIT
cat >"$file"
printf '\n@edgeprovision-log\n'
if [ "$(wc -c <"$file")" -ne "$1" ]; then
  printf '\n@end\t0\tshort\t-\t-\n' >&2
  exit 0
fi
(while printf '\n@beat\n' >&2; do sleep "$2" </dev/null >/dev/null 2>&1; done) &
beats=$!
HOME=/root /bin/sh "$file" </dev/null 2>&1
status=$?
kill $beats 2>/dev/null
outcome=failed
[ "$status" != 0 ] || outcome=succeeded
printf '\n@end\t0\t%s\t%s\t%s\n' "$outcome" "$status" "$(cat "$3/peers" 2>/dev/null)" >&2
