# Runs a program that only says what it would change. It takes no lock, and the program is never in a file: it comes on standard input and stays in memory.
# Arguments: length of the program in bytes, seconds between signs of life, time limit in seconds, text of view.sh.
# The streams are those of follow.sh.
set -u
umask 022
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH LC_ALL=C
bytes=$1 beat=$2 limit=$3 view=$4
end() { printf '\n@end\t0\t%s\t%s\t-\n' "$1" "$2" >&2; exit 0; }

printf '\n@edgeprovision-log\n'
command -v unshare >/dev/null 2>&1 || { echo 'the program unshare is not there'; end denied -; }
# The dot keeps the newlines at the end.
program=$(cat; echo .)
program=${program%.}
# A connection that breaks half-way also ends the input.
[ "$(printf '%s' "$program" | wc -c)" -eq "$bytes" ] || end short -
# The pauses have no stream of ours: one that outlives this script would hold the channel open.
(while printf '\n@beat\n' >&2; do sleep "$beat" </dev/null >/dev/null 2>&1; done) &
beats=$!
printf '%s' "$program" | timeout -k 5 "$limit" unshare --mount --propagation private /bin/sh -c "$view" edgeprovision 2>&1
status=$?
kill $beats 2>/dev/null
case $status in
  0) end succeeded 0 ;;
  96) end denied 96 ;;
  *) end failed $status ;;
esac
