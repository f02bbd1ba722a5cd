# The transient unit's own program: runs the host program and writes down how it went.
# Arguments: state directory, run id, kind, peers hash, time limit in seconds.
set -u
umask 077
state=$1 id=$2 kind=$3 peers=$4 limit=$5
run=$state/runs/$id
exec >>"$run/log" 2>&1 </dev/null
# One lock for all runs, so that there is one at a time whatever starts them; one of its own, whose release tells the followers that the run is over.
# The program does not inherit them: a daemon that it leaves behind would hold them for ever.
exec 8>"$state/lock"
flock 8
exec 7>"$run/lock"
flock 7
: >"$run/started"
HOME=/root
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
EP_WORK=$run/work
export HOME PATH EP_WORK
cd /
(
  umask 022
  exec timeout -k 30 "$limit" /bin/sh "$run/program"
) 7>&- 8>&-
status=$?
# They may hold secrets, and nobody needs them any more; and on a full disk they make room for what follows.
rm -rf "$run/program" "$run/work"
outcome=failed
if [ "$status" = 0 ]; then
  outcome=succeeded
  printf '%s\n' "$peers" >"$state/peers.new" && mv "$state/peers.new" "$state/peers"
fi
# A record that could not be written whole stays as it is: better "cut off" than nothing.
if { sed "s/^outcome=.*/outcome=$outcome/" "$run/record" && printf 'exit=%s\nended=%s\n' "$status" "$(date +%s)"; } >"$run/record.new"; then
  mv "$run/record.new" "$run/record"
else
  rm -f "$run/record.new"
fi
