# Decides, alone among all who ask at the same time, what a request for a run leads to, and starts the run.
# Arguments: state directory, run id, kind, fingerprint, peers hash, reapply (0 or 1), time limit in seconds,
# length of the program in bytes, text of run.sh. The program comes on standard input.
# Answers with one line on standard output: @run, the decision, its details, separated by tabs.
set -u
umask 077
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH LC_ALL=C
state=$1 id=$2 kind=$3 fingerprint=$4 peers=$5 reapply=$6 limit=$7 bytes=$8 wrapper=$9
unit=edgeprovision-configure.service

say() { printf '\n@run\t%s\t%s\t%s\t%s\n' "$1" "${2:--}" "${3:--}" "${4:--}"; exit 0; }
get() { sed -n "s/^$2=//p" "$1" 2>/dev/null | head -n 1; }
# What stands in a file may be cut short: the power failed, or the disk was full.
number() { case $1 in '' | *[!0-9]*) echo 0 ;; *) echo "$1" ;; esac; }
# Seconds since the host was started: its wall clock may be set meanwhile.
uptime() { read -r up rest </proc/uptime && echo "${up%.*}"; }
active() { case $(systemctl is-active $unit 2>/dev/null) in active | activating | deactivating | reloading) return 0 ;; esac; return 1; }

for tool in systemctl systemd-run flock timeout; do
  command -v $tool >/dev/null 2>&1 || say missing $tool
done
case $(systemctl is-system-running 2>/dev/null) in offline | unknown | '') say missing systemd ;; esac

mkdir -p "$state/runs" && chmod 755 "$state" && chmod 700 "$state/runs" && true >>"$state/start.lock" || say unwritable "$state"
exec 9>>"$state/start.lock"
flock -w 120 9 || say crowded

if active; then
  running_kind= running_id=
  read -r running_kind running_id 2>/dev/null <"$state/current"
  record=$state/runs/$running_id/record
  if [ "$running_id" = "$id" ]; then say attach "$running_id"; fi
  if [ "$running_kind" = "$kind" ] && [ "$(get "$record" fingerprint)" = "$fingerprint" ]; then
    # Another set of peers is no reason to wait for a configuration: its sequel brings the peers.
    if [ "$kind" = configuration ] || [ "$(get "$record" peers)" = "$peers" ]; then say attach "$running_id"; fi
  fi
  left=$(($(number "$(get "$record" uptime)") + $(number "$(get "$record" limit)") - $(uptime)))
  say busy "$running_id" "$running_kind" "$left"
fi

last=$(cat "$state/$kind.last" 2>/dev/null)
record=$state/runs/$last/record
# Asked again by the very request whose answer was lost: it has run meanwhile, unless this script was cut off before it could start it.
if [ -n "$last" ] && [ "$last" = "$id" ] && { [ -e "$state/runs/$id/started" ] || [ "$(get "$record" outcome)" != running ]; }; then say attach "$id"; fi
if [ "$reapply" = 0 ]; then
  here=$(cat "$state/peers" 2>/dev/null)
  case $kind in
    configuration)
      if [ -n "$last" ] && [ "$(get "$record" outcome)" = succeeded ] && [ "$(get "$record" fingerprint)" = "$fingerprint" ]; then say done "$here"; fi ;;
    peers)
      if [ -n "$peers" ] && [ "$here" = "$peers" ]; then say done "$here"; fi ;;
  esac
fi

# Nothing runs: what runs that were cut off have left may hold secrets.
rm -rf "$state"/runs/*/program "$state"/runs/*/work
run=$state/runs/$id
# With any of this missing, half a wrapper or an empty record would be what runs.
unwritable() {
  rm -rf "$run"
  say unwritable "$state"
}
mkdir -p "$run/work" && cat >"$run/program" || unwritable
# A connection that breaks half-way also ends the input; half a program must not run.
if [ "$(wc -c <"$run/program")" -ne "$bytes" ]; then
  rm -rf "$run"
  say short
fi
printf '%s\n' "$wrapper" >"$run/wrapper" && true >"$run/log" && true >"$run/lock" || unwritable
{
  printf 'kind=%s\nfingerprint=%s\npeers=%s\nlimit=%s\nstarted=%s\nuptime=%s\n' "$kind" "$fingerprint" "$peers" "$limit" "$(date +%s)" "$(uptime)" &&
    printf 'boot=%s\noutcome=running\n' "$(cat /proc/sys/kernel/random/boot_id)"
} >"$run/record" || unwritable
# Until the run has succeeded nobody knows which peers stand here.
rm -f "$state/peers"
printf '%s %s\n' "$kind" "$id" >"$state/current.new" && mv "$state/current.new" "$state/current" || unwritable
printf '%s\n' "$id" >"$state/last.new" && mv "$state/last.new" "$state/$kind.last" || unwritable
# The logs of the last few runs are kept.
keep="$id $(cat "$state/configuration.last" 2>/dev/null) $(cat "$state/peers.last" 2>/dev/null)"
ls -1t "$state/runs" | tail -n +8 | while read -r old; do
  case " $keep " in *" $old "*) ;; *) rm -rf "$state/runs/$old" ;; esac
done

systemctl reset-failed $unit >/dev/null 2>&1
# --collect came with systemd 236; without it a failed unit stands until it is reset.
collect=
systemd-run --help 2>/dev/null | grep -q -e --collect && collect=--collect
if ! systemd-run --quiet $collect --unit=$unit --description="EdgeProvision: $kind" /bin/sh "$run/wrapper" "$state" "$id" "$kind" "$peers" "$limit" >"$run/launch" 2>&1 </dev/null; then
  sed 's/^outcome=.*/outcome=failed/' "$run/record" >"$run/record.new" && mv "$run/record.new" "$run/record"
  say refused "$(head -c 2000 "$run/launch" | base64 | tr -d '\n')"
fi
# Whoever follows takes a free lock for the end of the run: wait until the run holds it.
tries=0
while [ ! -e "$run/started" ] && [ $tries -lt 600 ]; do
  tries=$((tries + 1))
  sleep 0.05
  if [ $((tries % 20)) = 0 ] && ! active; then break; fi
done
say attach "$id"
