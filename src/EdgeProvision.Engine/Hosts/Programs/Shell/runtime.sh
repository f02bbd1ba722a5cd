# What the steps of a host program call. POSIX shell; nothing is needed on the host but what every distribution brings.
# A step runs in a subshell. It calls ep_change before it changes anything, and ends with an exit status: 0 or failure.
#
# Check mode (EP_CHECK=1) goes the same way up to the change and leaves it out. What an earlier step would have changed is looked at by later ones:
# files that would be written stand under $EP_TMP/root, folders that would be made in $EP_TMP/folders, and $EP_TMP/pending.packages and
# pending.modules are there once some would be installed or loaded. What cannot be told before that has happened is unknown, not failed.
set -u
umask 022
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
EP_STATE=${EP_STATE:-/var/lib/edgeprovision}
EP_ETC=/etc/edgeprovision
EP_NETWORK=/usr/local/lib/edgeprovision/network

# ---- steps -----------------------------------------------------------------

ep_begin() {
  # Who starts the program may name a folder that goes with the run, however it ends: what lies here may be secret.
  EP_TMP=$(mktemp -d "${EP_WORK:-${TMPDIR:-/tmp}}/edgeprovision.XXXXXX") || exit 1
  trap 'rm -rf "$EP_TMP"' EXIT
  trap 'exit 143' HUP INT TERM
  mkfifo "$EP_TMP/pipe" && mkdir "$EP_TMP/root" && : > "$EP_TMP/folders" || exit 1
}

ep_base64() { base64 | tr -d '\n'; }

# Hundredths of a second since the host was started: a freshly installed host's wall clock jumps when it first learns the time.
ep_now() {
  read -r ep_uptime ep_rest < /proc/uptime
  # The 1 in front keeps 0.08 from being read as an octal number.
  echo $((${ep_uptime%.*} * 100 + 1${ep_uptime#*.} - 100))
}

# ep_run INDEX ROLE OWES DUE: OWES are marks of steps that have to run when this one changes something, DUE is this step's own mark.
# A mark stands on disk from before the change until the step that it is for has succeeded: a program that is killed in between owes it still.
ep_run() {
  EP_INDEX=$1 EP_ROLE=$2 EP_OWES=$3 EP_DUE=$4
  printf '@step\t%s\tstart\n' "$EP_INDEX"
  ep_t0=$(ep_now)
  rm -f "$EP_TMP/changed" "$EP_TMP/unknown" "$EP_TMP/detail"
  : > "$EP_TMP/out"
  ep_rc=0 ep_outcome=ok
  if [ -n "$EP_DUE" ] && [ ! -e "$EP_TMP/due.$EP_DUE" ] && [ ! -e "$EP_STATE/owed/$EP_DUE" ]; then
    ep_outcome=skipped
    [ ! -e "$EP_TMP/maybe.$EP_DUE" ] || { ep_outcome=unknown; echo 'it waits for a step before it of which it cannot be told whether it changes something' > "$EP_TMP/detail"; }
  else
    # A line of output must never look like a report.
    sed -u -e 's/^@/ @/' -e "w $EP_TMP/out" < "$EP_TMP/pipe" &
    ep_reader=$!
    ( "step_$EP_INDEX" ) < /dev/null > "$EP_TMP/pipe" 2>&1
    ep_rc=$?
    # Something that a step has left running may hold the pipe open: do not wait for it.
    ep_n=0
    while kill -0 "$ep_reader" 2>/dev/null && [ "$ep_n" -lt 200 ]; do ep_n=$((ep_n + 1)); sleep 0.01; done
    kill "$ep_reader" 2>/dev/null
    wait "$ep_reader" 2>/dev/null
    if [ "$ep_rc" -ne 0 ]; then
      ep_outcome=failed
      tail -n 40 "$EP_TMP/out" | tail -c 8000 > "$EP_TMP/detail"
      [ -s "$EP_TMP/detail" ] || echo "ended with status $ep_rc" > "$EP_TMP/detail"
    else
      if [ -e "$EP_TMP/changed" ]; then ep_outcome=changed; elif [ -e "$EP_TMP/unknown" ]; then ep_outcome=unknown; fi
      [ "$EP_CHECK" = 0 ] && [ -n "$EP_DUE" ] && rm -f "$EP_STATE/owed/$EP_DUE"
    fi
  fi
  ep_detail=-
  [ -s "$EP_TMP/detail" ] && ep_detail=$(head -c 60000 "$EP_TMP/detail" | ep_base64)
  printf '@step\t%s\t%s\t%s\t%s\n' "$EP_INDEX" "$ep_outcome" "$((($(ep_now) - ep_t0) * 10))" "$ep_detail"
  [ "$ep_outcome" != failed ] || [ "$EP_CHECK" = 1 ] || exit 1
  case $EP_CHECK$ep_outcome in
    1failed|1unknown) for ep_mark in $EP_OWES; do : > "$EP_TMP/maybe.$ep_mark"; done ;;
  esac
  case $EP_CHECK$ep_outcome in 1changed|1unknown) printf '%s\n' "$EP_ROLE" >> "$EP_TMP/roles" ;; esac
}

ep_fail() { printf '%s\n' "$*" >&2; exit 1; }

ep_change() {
  : > "$EP_TMP/changed"
  for ep_mark in $EP_OWES; do
    : > "$EP_TMP/due.$ep_mark"
    [ "$EP_CHECK" = 1 ] || { mkdir -p "$EP_STATE/owed" && : > "$EP_STATE/owed/$ep_mark"; } || ep_fail "cannot write in $EP_STATE"
  done
  [ $# -eq 0 ] || ep_note "$*"
}

# Check mode tells in the step's report what would change; otherwise it stands in the log.
ep_note() { if [ "$EP_CHECK" = 1 ]; then printf '%s\n' "$*" >> "$EP_TMP/detail"; else printf '%s\n' "$*"; fi; }

# In check mode only: ends the step, since more cannot be told.
ep_unknown() { : > "$EP_TMP/unknown"; ep_note "$*"; exit 0; }

ep_pending() { [ -e "$EP_TMP/pending.$1" ]; } # packages|modules: only ever in check mode

# ---- files -----------------------------------------------------------------

# Sets ep_found: where the content of a file is, in check mode with what earlier steps would have written.
ep_find() { ep_found=$1; [ ! -f "$EP_TMP/root$1" ] || ep_found=$EP_TMP/root$1; }

ep_is_folder() { [ -d "$1" ] || grep -qxF -- "$1" "$EP_TMP/folders"; }

ep_diff() { # OLD NAME: against $EP_TMP/new
  if command -v diff >/dev/null 2>&1; then
    diff -u -L "$2" -L "$2 (new)" "$1" "$EP_TMP/new" | head -c 40000 > "$EP_TMP/diff"
  else
    echo "$2 differs" > "$EP_TMP/diff"
  fi
  if [ "$EP_CHECK" = 1 ]; then cat "$EP_TMP/diff" >> "$EP_TMP/detail"; else cat "$EP_TMP/diff"; fi
}

ep_rights() { # PATH OWNER GROUP MODE: '' = as it is
  [ -e "$1" ] || return 0
  # shellcheck disable=SC2046
  set -- "$1" "$2" "$3" "$4" $(stat -c '%u %U %g %G %a' -- "$1")
  if [ -n "$2" ] && [ "$2" != "$5" ] && [ "$2" != "$6" ]; then
    ep_change "$1: owner $6, wanted $2"; [ "$EP_CHECK" = 1 ] || chown -- "$2" "$1" || exit 1
  fi
  if [ -n "$3" ] && [ "$3" != "$7" ] && [ "$3" != "$8" ]; then
    ep_change "$1: group $8, wanted $3"; [ "$EP_CHECK" = 1 ] || chgrp -- "$3" "$1" || exit 1
  fi
  # a leading 0 makes octal numbers of both
  if [ -n "$4" ] && [ $((0$4)) -ne $((0$9)) ]; then
    ep_change "$1: mode $9, wanted ${4#0}"; [ "$EP_CHECK" = 1 ] || chmod -- "$4" "$1" || exit 1
  fi
}

# ep_put PATH OWNER GROUP MODE CHECK SECRET: puts $EP_TMP/new in place in one piece; what stood there keeps owner, mode and attributes.
ep_put() {
  ep_path=$1
  if [ -L "$ep_path" ]; then ep_path=$(readlink -f -- "$ep_path") || ep_fail "$1 is a link that leads nowhere"; fi
  [ ! -d "$ep_path" ] || ep_fail "$ep_path is a folder, a file was wanted"
  ep_find "$ep_path"
  if [ -e "$ep_found" ] && cmp -s -- "$EP_TMP/new" "$ep_found"; then
    [ "$ep_found" != "$ep_path" ] || ep_rights "$ep_path" "$2" "$3" "$4"
    return
  fi
  ep_dir=${ep_path%/*}; ep_dir=${ep_dir:-/}
  if [ -n "$5" ]; then
    ( file=$EP_TMP/new; export file; sh -c "$5" ) || {
      ep_pending packages || ep_fail "$ep_path is left as it is: the new content did not pass the check: $5"
      ep_note "the new content cannot be checked before packages are installed: $5"
    }
  fi
  ep_change
  if [ "$6" = 1 ]; then ep_note "$ep_path: content not shown"
  elif [ -e "$ep_found" ]; then ep_diff "$ep_found" "$ep_path"
  else ep_diff /dev/null "$ep_path"; fi
  if ! ep_is_folder "$ep_dir"; then
    ep_pending packages || ep_fail "the folder $ep_dir does not exist"
    ep_note "the folder $ep_dir is not there yet; packages that would be installed before may bring it"
  fi
  if [ "$EP_CHECK" = 1 ]; then mkdir -p -- "$EP_TMP/root$ep_dir" && cp -- "$EP_TMP/new" "$EP_TMP/root$ep_path" || exit 1; return 0; fi
  rm -f -- "$ep_dir"/.edgeprovision.??????
  # Its mode is 0600 until it has its owner and its last mode: what is not for everybody is not for a moment.
  ep_new=$(mktemp "$ep_dir/.edgeprovision.XXXXXX") || exit 1
  {
    cat -- "$EP_TMP/new" > "$ep_new" &&
    if [ -e "$ep_path" ]; then ep_attributes "$ep_path" "$ep_new" "$4"; elif [ -z "$4" ]; then chmod 0644 -- "$ep_new"; fi &&
    { [ -z "$2" ] || chown -- "$2" "$ep_new"; } &&
    { [ -z "$3" ] || chgrp -- "$3" "$ep_new"; } &&
    { [ -z "$4" ] || chmod -- "$4" "$ep_new"; } &&
    { sync -- "$ep_new" 2>/dev/null || :; } && # else a power cut soon after may leave an empty file under the name
    mv -f -- "$ep_new" "$ep_path"
  } || { rm -f -- "$ep_new"; exit 1; }
}

# ep_attributes FROM TO MODE: what FROM has of owner, access lists and labels; its mode only where no other is wanted.
ep_attributes() {
  (
    umask 077
    cp --attributes-only --preserve=all ${3:+--no-preserve=mode} -- "$1" "$2" 2>/dev/null || chown --reference="$1" -- "$2" || exit 1
    [ -n "$3" ] || chmod --reference="$1" -- "$2" || exit 1
    touch -- "$2" # cp has taken over the time of the last change, by which others notice one
  )
}

ep_file() { # PATH OWNER GROUP MODE CHECK SECRET CONTENT
  printf '%s' "$7" > "$EP_TMP/new" || exit 1
  ep_put "$1" "$2" "$3" "$4" "$5" "$6"
}

ep_directory() { # PATH OWNER GROUP MODE
  if ! ep_is_folder "$1"; then
    [ ! -e "$1" ] || ep_fail "$1 exists and is no folder"
    ep_change "$1: new folder"
    if [ "$EP_CHECK" = 1 ]; then
      ep_folder=$1
      until [ -z "$ep_folder" ] || [ -d "$ep_folder" ]; do printf '%s\n' "$ep_folder" >> "$EP_TMP/folders"; ep_folder=${ep_folder%/*}; done
      return 0
    fi
    mkdir -p -- "$1" || exit 1
    chmod -- "${4:-0755}" "$1" || exit 1
  fi
  ep_rights "$1" "$2" "$3" "$4"
}

ep_symlink() { # PATH TARGET
  if [ -L "$1" ] && [ "$(readlink -- "$1")" = "$2" ]; then return 0; fi
  if [ -e "$1" ] && [ ! -L "$1" ]; then ep_fail "$1 exists and is no link"; fi
  ep_change "$1: link to $2"
  [ "$EP_CHECK" = 0 ] || return 0
  ln -sfn -- "$2" "$1" || exit 1
}

ep_line() { # PATH MATCH LINE present|absent TOP CHECK SECRET
  ep_find "$1"
  if [ ! -e "$ep_found" ]; then
    [ "$4" = present ] || return 0
    ep_pending packages || ep_fail "$1 does not exist"
    ep_unknown "$1 is not there yet; packages that would be installed before may bring it"
  fi
  EP_MATCH=$2 EP_LINE=$3 EP_WANT=$4 EP_TOP=$5 awk '
    BEGIN { match_text = ENVIRON["EP_MATCH"]; line = ENVIRON["EP_LINE"]; want = ENVIRON["EP_WANT"]; top = ENVIRON["EP_TOP"] }
    { hit = match_text == "" ? $0 == line : $0 ~ match_text }
    { text[++n] = $0; if ($0 == line) there = 1; if (hit) { if (want == "absent") n--; else if (!at) at = n } }
    END {
      if (want == "present") {
        if (at && match_text != "" ) text[at] = line
        else if (!at && !there) { if (top == 1) print line; else text[++n] = line }
      }
      for (i = 1; i <= n; i++) print text[i]
    }' "$ep_found" > "$EP_TMP/new" || exit 1
  ep_put "$1" '' '' '' "$6" "$7"
}

ep_blobs() { # type and key of each line that is in force
  awk '!/^[ \t]*#/ { for (i = 1; i < NF; i++) if ($i ~ /^(ssh|ecdsa|sk)-/) { print $i " " $(i + 1); break } }'
}

ep_authorized_keys() { # PATH OWNER GROUP KEY...
  ep_akpath=$1 ep_owner=$2 ep_group=$3; shift 3
  ep_find "$ep_akpath"
  if [ -e "$ep_found" ]; then sed -e '$a\' -- "$ep_found" > "$EP_TMP/keys" || exit 1; else : > "$EP_TMP/keys"; fi
  for ep_key; do
    # the same key under another comment is the same key
    ep_blob=$(printf '%s\n' "$ep_key" | ep_blobs)
    [ -n "$ep_blob" ] || ep_fail "not a public key line: $ep_key"
    ep_blobs < "$EP_TMP/keys" | grep -qxF -- "$ep_blob" || printf '%s\n' "$ep_key" >> "$EP_TMP/keys"
  done
  mv -f "$EP_TMP/keys" "$EP_TMP/new"
  ep_put "$ep_akpath" "$ep_owner" "$ep_group" 0600 '' 0
}

# ---- downloads -------------------------------------------------------------

ep_fetch() { # SOURCE FILE
  case $1 in
    file://*) ep_fetch "${1#file://}" "$2" ;;
    /*) ep_find "$1"; cp -- "$ep_found" "$2" ;;
    http://*|https://*)
      if command -v curl >/dev/null 2>&1; then curl -fsSL --retry 3 --connect-timeout 20 --max-time 300 -o "$2" -- "$1"
      elif command -v wget >/dev/null 2>&1; then wget -q -t 3 -T 60 -O "$2" -- "$1"
      elif [ -x /usr/lib/apt/apt-helper ]; then /usr/lib/apt/apt-helper download-file "$1" "$2"
      else echo "neither curl nor wget nor apt-helper is there to fetch $1" >&2; return 1; fi ;;
    *) echo "cannot fetch $1: it is neither a web address nor an absolute path" >&2; return 1 ;;
  esac
}

ep_download() { # SOURCE PATH KEY
  ep_record=$EP_STATE/downloads/$(printf '%s' "$2" | cksum | tr ' ' -)
  case $1 in
    http*)
      if [ -s "$2" ] && [ "$(cat "$ep_record" 2>/dev/null)" = "$1" ]; then return 0; fi
      if [ "$EP_CHECK" = 1 ]; then ep_change "$2: fetched from $(printf '%s' "$1" | sed 's|//[^/@]*@|//***@|')"; return 0; fi ;;
  esac
  ep_try=1
  until ep_fetch "$1" "$EP_TMP/fetched"; do
    [ "$ep_try" -lt 3 ] || ep_fail "could not fetch $1"
    case $1 in
      http*) ;;
      *)
        ep_pending packages || ep_fail "could not read $1"
        ep_unknown "$1 is not there yet; packages that would be installed before may bring it" ;;
    esac
    ep_try=$((ep_try + 1)); sleep 10
  done
  if [ "$3" = 1 ] && ! grep -q 'BEGIN PGP PUBLIC KEY BLOCK' "$EP_TMP/fetched"; then
    # the binary form starts with a packet tag, whose high bit is set
    case $(od -An -tx1 -N1 "$EP_TMP/fetched" | tr -d ' ') in
      98|99|9a|c6) ;;
      *) ep_fail "what $1 gave is no OpenPGP public key" ;;
    esac
    { echo '-----BEGIN PGP PUBLIC KEY BLOCK-----'; echo; base64 -w 64 < "$EP_TMP/fetched"; echo '-----END PGP PUBLIC KEY BLOCK-----'; } > "$EP_TMP/new"
  else
    mv -f "$EP_TMP/fetched" "$EP_TMP/new"
  fi
  ep_put "$2" '' '' 0644 '' 0
  # an address may carry a password
  [ "$EP_CHECK" = 1 ] || ( umask 077; mkdir -p "${ep_record%/*}" && rm -f "$ep_record" && printf '%s' "$1" > "$ep_record" ) || exit 1
}

# ---- packages --------------------------------------------------------------

# apt-get with patience: a lock that somebody else holds is waited for, anything else is tried three times.
ep_apt() {
  ep_try=1 ep_deadline=$(($(ep_now) + 90000))
  while :; do
    ep_from=$(wc -c < "$EP_TMP/out")
    DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l APT_LISTCHANGES_FRONTEND=none \
      apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 "$@"
    ep_rc=$?
    [ "$ep_rc" -ne 0 ] || return 0
    sleep 0.3
    tail -c "+$((ep_from + 1))" "$EP_TMP/out" > "$EP_TMP/apt"
    if grep -qE 'Could not get lock|Unable to lock|is locked by another process' "$EP_TMP/apt" && [ "$(ep_now)" -lt "$ep_deadline" ]; then
      echo 'waiting for another package manager to finish'; sleep 3; continue
    fi
    grep -q 'Unable to locate package\|has no installation candidate' "$EP_TMP/apt" && return "$ep_rc"
    [ "$ep_try" -lt 3 ] || return "$ep_rc"
    # left behind by an installation that was cut off
    if grep -q 'dpkg --configure -a' "$EP_TMP/apt"; then DEBIAN_FRONTEND=noninteractive dpkg --force-confdef --force-confold --configure -a; fi
    if grep -q 'fix-broken install' "$EP_TMP/apt"; then DEBIAN_FRONTEND=noninteractive apt-get -q -y --fix-broken install; fi
    ep_try=$((ep_try + 1)); echo "once more in 10 seconds (try $ep_try of 3)"; sleep 10
  done
}

ep_dnf() {
  ep_try=1
  until dnf -q -y "$@"; do
    ep_rc=$?
    [ "$ep_try" -lt 3 ] || return "$ep_rc"
    ep_try=$((ep_try + 1)); echo "once more in 10 seconds (try $ep_try of 3)"; sleep 10
  done
}

ep_installed() { # NAME, or NAME=VERSION
  if [ "$EP_FAMILY" = redhat ]; then rpm -q --quiet -- "$1"; return; fi
  # A package may be there for several architectures, a line each.
  ep_versions=$(dpkg-query -W -f '${db:Status-Status} ${Version}\n' -- "${1%%=*}" 2>/dev/null | sed -n 's/^installed //p')
  case $1 in
    *=*) printf '%s\n' "$ep_versions" | grep -qxF -- "${1#*=}" ;;
    *) [ -n "$ep_versions" ] ;;
  esac
}

# A name that no package has, only others provide: it is there with the first of those.
ep_provided() {
  [ "$EP_FAMILY" = debian ] || return 1
  dpkg-query -W -f '${db:Status-Status} ,${Provides},\n' | sed -n 's/^installed //p' | sed 's/([^)]*)//g; s/ //g' | grep -qF ",$1," || return 1
  [ -z "$(ep_candidate "$1")" ]
}

# The version that would be installed; empty when the lists at hand have none. The cache that apt-cache keeps of them is left alone.
ep_candidate() {
  apt-cache -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= policy -- "$1" 2>/dev/null | sed -n 's/^  Candidate: //p' | grep -vxF '(none)'
}

ep_newer() { # succeeds when a newer version of an installed package is to be had
  if [ "$EP_FAMILY" = redhat ]; then dnf -q check-update -- "$1" >/dev/null 2>&1; [ $? -eq 100 ]; return; fi
  ep_newest=$(ep_candidate "$1")
  [ -n "$ep_newest" ] && ! dpkg-query -W -f '${Version}\n' -- "$1" 2>/dev/null | grep -qxF -- "$ep_newest"
}

ep_refresh_once() {
  [ "$EP_FAMILY" = debian ] && [ "$EP_CHECK" = 0 ] && [ ! -e "$EP_TMP/refreshed" ] || return 0
  # That one repository of many does not answer is no reason to give up: what is needed may be in another.
  ep_apt update || echo 'not every package list could be read; going on with those at hand'
  : > "$EP_TMP/refreshed"
}

ep_versions_of() { # NAME...: as far as the lists at hand tell, which are not read anew for a check
  [ "$EP_FAMILY" = debian ] || return 0
  for ep_name; do
    ep_newest=$(ep_candidate "${ep_name%%=*}")
    ep_note "$ep_name: ${ep_newest:-no version in the package lists at hand, which would be read anew}"
  done
}

ep_package() { # present|latest|absent NAME...
  ep_want=$1 ep_todo=; shift
  [ "$ep_want" = latest ] && ep_refresh_once
  for ep_name; do
    if [ "$ep_want" = absent ]; then ep_installed "$ep_name" && ep_todo="$ep_todo $ep_name"
    elif ! ep_installed "$ep_name"; then ep_provided "$ep_name" || ep_todo="$ep_todo $ep_name"
    elif [ "$ep_want" = latest ] && ep_newer "$ep_name"; then ep_todo="$ep_todo $ep_name"; fi
  done
  [ -n "$ep_todo" ] || return 0
  if [ "$ep_want" = absent ]; then ep_change "packages to remove:$ep_todo"; else ep_change "packages to install:$ep_todo"; fi
  if [ "$EP_CHECK" = 1 ]; then
    [ "$ep_want" = absent ] || { ep_versions_of $ep_todo; : > "$EP_TMP/pending.packages"; }
    return 0
  fi
  [ "$ep_want" = absent ] || ep_refresh_once
  # package names hold no blanks: the reader of roles has seen to that
  # shellcheck disable=SC2086
  case $EP_FAMILY.$ep_want in
    redhat.absent) ep_dnf remove $ep_todo ;;
    redhat.*) ep_dnf install $ep_todo ;;
    *.absent) ep_apt remove $ep_todo ;;
    *) ep_apt --no-install-recommends install $ep_todo ;;
  esac || ep_fail "the package manager could not bring about:$ep_todo"
}

ep_package_index() { # SOURCE
  ep_change "package lists of $1 read again"
  [ "$EP_CHECK" = 0 ] || return 0
  if [ "$EP_FAMILY" = redhat ]; then ep_dnf makecache --disablerepo='*' --enablerepo="$1"
  else ep_apt -o "Dir::Etc::sourcelist=$1" -o Dir::Etc::sourceparts=- -o APT::Get::List-Cleanup=0 -o APT::Update::Error-Mode=any update; fi ||
    ep_fail "the repository of $1 gave no valid package list"
}

# ---- kernel ----------------------------------------------------------------

ep_sysctl() { # KEY VALUE
  printf '%s = %s\n' "$1" "$2" > "$EP_TMP/new"
  # The last file wins at boot, and 99-sysctl.conf is the administrator's /etc/sysctl.conf.
  ep_put "/etc/sysctl.d/99-zz-edgeprovision-$1.conf" '' '' 0644 '' 0
  ep_proc=/proc/sys/$(printf '%s' "$1" | tr . /)
  if [ ! -e "$ep_proc" ]; then
    ep_pending modules || ep_fail "this kernel has no setting $1"
    ep_unknown "the kernel has no setting $1 yet; a module that would be loaded before may bring it"
  fi
  ep_value=$(tr -s ' \t' ' ' < "$ep_proc")
  [ "$ep_value" != "$(printf '%s' "$2" | tr -s ' \t' ' ')" ] || return 0
  ep_change "$1: now $ep_value, wanted $2"
  [ "$EP_CHECK" = 1 ] || printf '%s\n' "$2" > "$ep_proc" || exit 1
}

ep_module() { # NAME VENDOR RELOAD ATBOOT REQUIRED
  ep_sys=/sys/module/$(printf '%s' "$1" | tr - _) # the kernel writes every name with underscores
  if [ -n "$2" ] && ! grep -q "^vendor_id.*: $2\$" /proc/cpuinfo; then echo "not for this processor (wanted: $2)"; return 0; fi
  if [ "$4" = 1 ]; then
    printf '%s\n' "$1" > "$EP_TMP/new"
    ep_put "/etc/modules-load.d/edgeprovision-$1.conf" '' '' 0644 '' 0
  fi
  if [ -d "$ep_sys" ]; then
    [ "$3" = 1 ] || return 0
    if [ ! -e "$ep_sys/refcnt" ]; then echo "$1 is built into this kernel: its options are given on the kernel's command line"; return 0; fi
    if [ "$(cat "$ep_sys/refcnt")" != 0 ]; then echo "$1 is in use (virtual machines run): the new options hold once it is loaded anew"; return 0; fi
    if [ "$EP_CHECK" = 1 ]; then ep_change "$1: loaded anew"; return 0; fi
    modprobe -r "$1" || { echo "$1 could not be unloaded: the new options hold once it is loaded anew"; return 0; }
    ep_change "$1: unloaded, to be loaded anew"
  elif modprobe -n "$1" 2>/dev/null; then
    [ -n "$(modprobe -n -v "$1" 2>/dev/null)" ] || return 0 # built in
    if [ "$EP_CHECK" = 1 ]; then ep_change "$1: loaded"; : > "$EP_TMP/pending.modules"; return 0; fi
  fi
  # Nothing is lost if this is cut off before the change is noted: what is loaded is gone with the next boot anyway.
  if [ "$EP_CHECK" = 0 ] && modprobe "$1"; then ep_change "$1: loaded"; return 0; fi
  if [ "$5" = 1 ]; then
    ep_pending packages || ep_fail "the kernel module $1 could not be loaded"
    ep_unknown "there is no kernel module $1 yet; packages that would be installed before may bring it"
  fi
  echo "the kernel module $1 could not be loaded: going on without it"
}

# ---- services --------------------------------------------------------------

ep_service() { # UNIT ENABLED STATE OPTIONAL
  if ! systemctl cat -- "$1" >/dev/null 2>&1; then
    ep_find "/etc/systemd/system/$1"
    if [ -e "$ep_found" ]; then
      [ "$2" != 1 ] || ep_change "$1: enabled"
      case $3 in started|restarted) ep_change "$1: start" ;; esac
      return 0
    fi
    ! ep_pending packages || ep_unknown "$1 is not there yet; packages that would be installed before may bring it"
    if [ "$4" = 1 ]; then echo "there is no unit $1 here"; return 0; fi
    ep_fail "there is no unit $1 on this host"
  fi
  [ "$EP_CHECK" = 1 ] || [ "$(systemctl show -p NeedDaemonReload --value -- "$1")" != yes ] || systemctl daemon-reload || exit 1
  case $2 in
    1) systemctl is-enabled -q -- "$1" 2>/dev/null || { ep_change "$1: enabled"; [ "$EP_CHECK" = 1 ] || systemctl enable -q -- "$1" || exit 1; } ;;
    0) ! systemctl is-enabled -q -- "$1" 2>/dev/null || { ep_change "$1: disabled"; [ "$EP_CHECK" = 1 ] || systemctl disable -q -- "$1" || exit 1; } ;;
  esac
  case $3 in
    started) systemctl is-active -q -- "$1" || ep_awaits "$1" || ep_systemctl start "$1" ;;
    stopped) ! systemctl is-active -q -- "$1" || ep_systemctl stop "$1" ;;
    restarted) ep_systemctl restart "$1" ;;
    reloaded) ep_systemctl reload-or-restart "$1" ;;
  esac
}

# A service that ends when it has nothing to do is at work while the socket that wakes it is: libvirtd is such a one.
ep_awaits() {
  for ep_trigger in $(systemctl show -p TriggeredBy --value -- "$1"); do
    case $ep_trigger in *.socket) ! systemctl is-active -q -- "$ep_trigger" || return 0 ;; esac
  done
  return 1
}

ep_systemctl() { # VERB UNIT
  ep_change "$2: $1"
  [ "$EP_CHECK" = 0 ] || return 0
  systemctl "$1" -- "$2" || { systemctl status --no-pager -n 20 -- "$2"; ep_fail "systemctl $1 $2 failed"; }
}

# ---- commands --------------------------------------------------------------

ep_command() { # EFFECT RUN UNLESS CREATES
  if [ -n "$4" ]; then ep_find "$4"; [ ! -e "$ep_found" ] || return 0; fi
  if [ -n "$3" ] && sh -c "$3"; then return 0; fi
  if [ "$1" = check ]; then
    # What it looks at is not yet what it would be.
    if ep_pending packages || grep -qxF -- "$EP_ROLE" "$EP_TMP/roles" 2>/dev/null; then ep_unknown "would run once the steps before it are done: $2"; fi
    sh -ec "$2" || exit 1
    return 0
  fi
  ep_change "command: $2"
  [ "$EP_CHECK" = 1 ] || sh -ec "$2" || exit 1
}

# ---- network ---------------------------------------------------------------

ep_part() { # FILE CONTENT
  ep_directory "$EP_ETC/network.d" root root 0755
  ep_file "$EP_ETC/network.d/$1" root root 0644 '' 0 "$2"
}

ep_peers() { # ADDRESS...
  ep_directory "$EP_ETC" root root 0755
  for ep_peer; do printf '%s\n' "$ep_peer"; done > "$EP_TMP/new"
  ep_put "$EP_ETC/peers" root root 0644 '' 0
}

ep_network_do() { # VERB: what the script prints are its changes
  if [ "$EP_CHECK" = 1 ]; then
    EDGEPROVISION_ETC=$EP_TMP/etc TMPDIR=$EP_TMP /bin/sh "$ep_found" check > "$EP_TMP/network"
  else
    "$EP_NETWORK" "$1" > "$EP_TMP/network"
  fi
  ep_rc=$?
  if [ -s "$EP_TMP/network" ]; then ep_change; ep_note "$(cat "$EP_TMP/network")"; fi
  [ "$ep_rc" -eq 0 ] || ep_fail "the network could not be brought into the wanted state"
}

ep_network() { # PART...
  for ep_conf in "$EP_ETC"/network.d/*.conf; do
    [ -e "$ep_conf" ] || continue
    case " $* " in
      *" ${ep_conf##*/} "*) ;;
      *) ep_change "$ep_conf: no longer wanted"; [ "$EP_CHECK" = 1 ] || rm -f -- "$ep_conf" || exit 1 ;;
    esac
  done
  if [ "$EP_CHECK" = 1 ]; then ep_network_check "$@"; else ep_network_do up; fi
  ep_service edgeprovision-network.service 1 started 0
}

# The script as it would be, by the files as they would be, against the links and rules that there are.
ep_network_check() { # PART...
  command -v ip >/dev/null 2>&1 || { ep_pending packages && ep_unknown 'the program ip is not there yet'; }
  mkdir -p "$EP_TMP/etc/network.d" || exit 1
  for ep_conf; do
    ep_find "$EP_ETC/network.d/$ep_conf"
    cp -- "$ep_found" "$EP_TMP/etc/network.d/$ep_conf" || exit 1
  done
  ep_find "$EP_ETC/peers"
  [ ! -e "$ep_found" ] || cp -- "$ep_found" "$EP_TMP/etc/peers" || exit 1
  ep_find "$EP_NETWORK"
  [ -e "$ep_found" ] || ep_fail "there is no $EP_NETWORK"
  ep_network_do check
}

ep_network_peers() {
  [ -x "$EP_NETWORK" ] || ep_fail 'This host has no overlay yet: configure it first.'
  ep_network_do peers
}

# ---- the program's own steps follow ------------------------------------------
