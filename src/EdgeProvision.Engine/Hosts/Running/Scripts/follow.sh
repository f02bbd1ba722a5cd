# Follows the log of a run from an offset until the run is over.
# Arguments: state directory, run id, offset in bytes (or - to wait without the log), seconds between signs of life.
# Standard output: a marker line, then the log's bytes as they are. Standard error: @beat, and in the end @end with its details.
set -u
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH LC_ALL=C
state=$1 id=$2 offset=$3 beat=$4
run=$state/runs/$id
get() { sed -n "s/^$1=//p" "$run/record" 2>/dev/null | head -n 1; }

printf '\n@edgeprovision-log\n'
if [ ! -e "$run/record" ]; then
  printf '\n@end\t0\tgone\t-\t-\n' >&2
  exit 0
fi
# The pauses have no stream of ours: one that outlives this script would hold the channel open.
(while printf '\n@beat\n' >&2; do sleep "$beat" </dev/null >/dev/null 2>&1; done) &
beats=$!
tail=
if [ "$offset" != - ]; then
  if flock -n -s "$run/lock" true; then
    tail -c +$((offset + 1)) "$run/log"
  else
    tail -c +$((offset + 1)) -f "$run/log" &
    tail=$!
  fi
fi
flock -s "$run/lock" true
# What the log got last may not have been passed on yet: whoever has fewer bytes than the size asks again for the rest.
[ -z "$tail" ] || { sleep 0.05; kill $tail; } 2>/dev/null
kill $beats 2>/dev/null
outcome=$(get outcome)
if [ "$outcome" = running ]; then
  outcome=interrupted
  [ "$(get boot)" = "$(cat /proc/sys/kernel/random/boot_id)" ] || outcome=rebooted
fi
# Without room for the log, what a step said of itself was lost. The program, which is gone by now, has left a little.
if [ "$outcome" = interrupted ] || [ "$outcome" = failed ]; then
  free=$(df -Pk "$state" 2>/dev/null | awk 'NR == 2 { print $4 }')
  [ "${free:-9999}" -ge 256 ] || outcome=full
fi
printf '\n@end\t%s\t%s\t%s\t%s\n' "$(wc -c <"$run/log")" "$outcome" "$(get exit)" "$(cat "$state/peers" 2>/dev/null)" >&2
