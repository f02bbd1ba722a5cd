#!/bin/sh
# The login shell of a played machine: takes -c and a command, and has MACHINE, the machine's folder (see played-machine.sh).
set -u
command=$2
tab=$(printf '\t')

facts() {
  fact() { printf '@fact\t%s\t%s\n' "$1" "$(printf '%s\n' "$2" | base64 | tr -d '\n')"; }
  address=${MACHINE##*/}
  fact boot "$(cat "$MACHINE/boot")"
  fact release 'ID=debian
VERSION_ID="12"
PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"'
  fact machine x86_64
  fact systemd yes
  fact route 'default via 127.0.0.1 dev bond0 proto static'
  fact addresses "2: bond0    inet $address/24 brd $address scope global bond0
2: bond0    inet $(cat "$MACHINE/private")/25 scope global bond0:0"
}

# A report of each of the steps of the program that comes on standard input; the one that is named goes as it is said.
play() { # STEP OUTCOME DETAIL
  sed -n 's/^ep_run \([0-9]*\) .*/\1/p' | while read -r index; do
    printf '@step\t%s\tstart\n' "$index"
    if [ "$index" = "$1" ]; then
      printf '@step\t%s\t%s\t5\t%s\n' "$index" "$2" "$(printf '%s' "$3" | base64 | tr -d '\n')"
      [ "$2" != failed ] || exit 0
    else
      printf '@step\t%s\tok\t5\t-\n' "$index"
    fi
  done
}

start() { # STATE ID KIND FINGERPRINT PEERS REAPPLY ...
  say() { printf '\n@run\t%s\t%s\t-\t-\n' "$1" "${2:--}"; exit 0; }
  if [ "$6" = 0 ] && [ "$3" = configuration ] && [ "$(cat "$MACHINE/fingerprint" 2>/dev/null)" = "$4" ]; then say done "$(cat "$MACHINE/peers")"; fi
  if [ "$6" = 0 ] && [ "$3" = peers ] && [ "$(cat "$MACHINE/peers" 2>/dev/null)" = "$5" ]; then say done "$5"; fi
  if [ "$3" = configuration ] && [ -e "$MACHINE/fails" ]; then
    rm "$MACHINE/fails"
    play 1 failed 'The disk is full.' >"$MACHINE/$2.log"
    echo 'failed 1' >"$MACHINE/$2.end"
  else
    play - ok '' >"$MACHINE/$2.log"
    echo 'succeeded 0' >"$MACHINE/$2.end"
    [ "$3" = peers ] || { printf '%s\n' "$4" >"$MACHINE/fingerprint"; rm -f "$MACHINE/drifted"; }
    printf '%s\n' "$5" >"$MACHINE/peers"
  fi
  say attach "$2"
}

follow() { # STATE ID OFFSET
  printf '\n@edgeprovision-log\n'
  [ "$3" = - ] || tail -c +$(($3 + 1)) "$MACHINE/$2.log"
  read -r outcome status <"$MACHINE/$2.end"
  printf '\n@end\t%s\t%s\t%s\t%s\n' "$(wc -c <"$MACHINE/$2.log")" "$outcome" "$status" "$(cat "$MACHINE/peers" 2>/dev/null)" >&2
}

check() {
  printf '\n@edgeprovision-log\n'
  if [ -e "$MACHINE/drifted" ]; then play 2 changed '-PasswordAuthentication yes
+PasswordAuthentication no'; else play - ok ''; fi
  printf '\n@end\t0\tsucceeded\t0\t-\n' >&2
}

# The engine's scripts that copy files are run as they are, on the machine's own disk: every name that begins with a slash lies there.
copy() { # SCRIPT ARGUMENT ...
  script=$1
  shift
  for argument; do
    shift
    case $argument in /*) argument=$MACHINE/disk$argument ;; esac
    set -- "$@" "$argument"
  done
  case $script in
    *'deep=$2'*) /bin/sh -c "$script" edgeprovision "$@" | sed "s|$MACHINE/disk||g" ;;
    *) exec /bin/sh -c "$script" edgeprovision "$@" ;;
  esac
}

case $command in
  '/bin/sh -c '*)
    eval "set -- $command"
    script=$3
    shift 4
    case $script in
      *'fact boot'*) facts ;;
      *'fingerprint=$4'*) start "$@" ;;
      *'offset=$3'*) follow "$@" ;;
      *'view=$4'*) check ;;
      *'echo d; elif'* | *'shift 2'* | *'temp=$3'* | *'read -r blocks'* | *'deep=$2'*) copy "$script" "$@" ;;
      *) exit 127 ;;
    esac ;;
  uptime) echo ' 10:00:00 up 1 day,  0:00,  0 users,  load average: 0.00, 0.00, 0.00' ;;
  'virsh list --all') echo ' Id   Name   State' ;;
  # Every machine but the first has hardware virtualization.
  'test -e /dev/kvm') case $MACHINE in *.1) exit 1 ;; esac ;;
  *)
    echo "$command: not played" >&2
    exit 127 ;;
esac
