#!/usr/bin/env bash
# Builds EdgeProvision, tests it and shows it. `./build.sh help` lists the verbs.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"

configuration=Release
framework=net10.0
output=$root/output
results=$output/test-results

# One test project may not take longer than this (seconds): a test that hangs fails, instead of holding up all others.
limit=${TEST_LIMIT:-900}

# These mostly wait, or do not mind company, so that two may run at once; the longest first, so that the others
# fit beside it. All others run one after the other.
beside_others=(Scenarios PowerShell:own PowerShell:matrix Hosts PowerShell:shared Pester ModelledWorld Engine Cli)

# These need little of what is built, so that they run while the rest of it is: a build leaves a core idle for most of its time.
beside_build=(Engine)

# Most programs that tests start live for seconds: what pays off for long runs, such as compiling again what is called
# often, costs them up to a third of their time.
test_environment=(DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0 DOTNET_TC_CallCountThreshold=300)

# Projects with tests that need a process's environment for themselves (their trait is Process=Own). They run as three
# parts: NAME:matrix, the longest class of those (its trait is Process=Matrix besides), NAME:own, the others of those, and
# NAME:shared, all that need no process of their own.
in_parts=(PowerShell)

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
build_options=(-c "$configuration" -nologo -v quiet -clp:NoSummary)
if [[ ${CI-} == true ]]; then
  # Processes that stay behind would keep the job's output open after its end.
  export MSBUILDDISABLENODEREUSE=1
  build_options+=(-p:UseSharedCompilation=false)
fi

say() { printf '%s\n' "$@"; }
fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# misused WORDS...: says what is wrong with the call, and how it goes.
misused() {
  printf 'build.sh: %s\n\n' "$*" >&2
  usage >&2
  exit 2
}

usage() {
  cat <<'USAGE'
Usage: ./build.sh VERB

  build            the module in output/EdgeProvision, the command in output/oneprovision
  test [NAME...]   builds, then runs all test projects (or only EdgeProvision.NAME.Tests), and the Pester suite
                   (NAME Pester) where pwsh 7.6 and Pester 5 are found
  demo [--keep]    builds, then builds an edge cloud in the sandbox, shows it and removes it
                   (--keep leaves it standing); needs root on Linux
  surface          builds, then writes down the module's surface anew, which a test compares with
  package          builds, then packs module and command into output/packages
  clean            removes what the other verbs made here
USAGE
}

# ---- what must be there ------------------------------------------------------------------------------------------------------

# need COMMAND PACKAGE...: notes the packages if the command is missing.
missing=()
need() {
  PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null || missing+=("${@:2}")
}

install_missing() {
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
    say "Installing from the distribution's packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -qq update && apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}"; } </dev/null >"$output/install.log" 2>&1 ||
      { tail -n 20 "$output/install.log" >&2; fail "these packages could not be installed: ${missing[*]}"; }
    missing=()
  else
    fail "please install these packages (Debian's names) and try again: ${missing[*]}"
  fi
}

need_sdk() {
  mkdir -p "$output"
  command -v dotnet >/dev/null || fail 'the .NET 10 SDK is needed: see https://dotnet.microsoft.com/download/dotnet/10.0'
  local version
  version=$(dotnet --version 2>&1) || fail "the .NET SDK that global.json asks for is missing: $version"
}

need_sandbox() {
  [[ $(uname) == Linux ]] || return 0
  need mmdebstrap mmdebstrap debian-archive-keyring
  need ip iproute2
  need nsenter util-linux
  need setpriv util-linux
  need depmod kmod
  need ps procps
  need ssh openssh-client
}

need_tests() {
  need_sandbox
  need sshd openssh-server
  need diff diffutils
  need git git
}

# ---- verbs -------------------------------------------------------------------------------------------------------------------

build() {
  need_sdk
  say 'Building ...'
  dotnet build EdgeProvision.sln "${build_options[@]}"
  dotnet build build/Stage.proj "${build_options[@]}"
  rm -rf "$output/oneprovision"
  dotnet publish src/EdgeProvision.Cli "${build_options[@]}" --no-build -o "$output/oneprovision"
  say 'Built: output/EdgeProvision (module), output/oneprovision/oneprovision (command)'
}

# parts NAME...: the names, and of projects that run in parts the names of these.
parts() {
  local name
  for name in "$@"; do
    if [[ " ${in_parts[*]} " == *" $name "* ]]; then
      say "${name}:own" "${name}:matrix" "${name}:shared"
    else
      say "$name"
    fi
  done
}

# run_tests NAME: runs one test project, or a part of it, or the Pester suite in a fresh pwsh; its report and its words go
# to the results folder.
run_tests() {
  local name=$1 project=${1%%:*} filter=() status=0 began=$SECONDS
  case $name in
    Pester)
      env "${test_environment[@]}" timeout --kill-after=30 "$limit" pwsh -NoProfile -NonInteractive -File tests/Pester/run.ps1 -Report "$results/Pester.xml" \
        </dev/null >"$results/Pester.log" 2>&1 || status=$?
      printf '%s %s\n' "$status" $((SECONDS - began)) >"$results/Pester.status"
      return
      ;;
    *:own) filter=(-trait Process=Own -trait- Process=Matrix) ;;
    *:matrix) filter=(-trait Process=Matrix) ;;
    *:shared) filter=(-trait- Process=Own) ;;
  esac
  local program=tests/EdgeProvision.$project.Tests/bin/$configuration/$framework/EdgeProvision.$project.Tests
  env "${test_environment[@]}" timeout --kill-after=30 "$limit" "$program" ${filter[@]+"${filter[@]}"} -noLogo -noColor -reporter quiet -result-xml "$results/$name.xml" \
    </dev/null >"$results/$name.log" 2>&1 || status=$?
  printf '%s %s\n' "$status" $((SECONDS - began)) >"$results/$name.status"
}

# count NAME ATTRIBUTE: a number from the head of a project's report.
count() {
  head -c 4000 "$results/$1.xml" | grep -o '<assembly [^>]*>' | head -n 1 | sed -n "s/.* $2=\"\([0-9]*\)\".*/\1/p"
}

passed=0 failed=0 skipped=0

# report NAME: says how a project went, and adds it to the total.
report() {
  local name=$1 status seconds p=0 f=0 s=0 errors=0
  read -r status seconds <"$results/$name.status"
  if [[ $name == Pester ]]; then
    # Its last line has the counts.
    if [[ $(tail -n 1 "$results/Pester.log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]]; then
      p=${BASH_REMATCH[1]} f=${BASH_REMATCH[2]} s=${BASH_REMATCH[3]}
    fi
  elif [[ -s $results/$name.xml ]]; then
    p=$(count "$name" passed) f=$(count "$name" failed) s=$(count "$name" skipped) errors=$(count "$name" errors)
    f=$((f + errors))
  fi
  if [[ $status -ne 0 && $f -eq 0 ]]; then
    # It died, hung or found no test: there is no failed test to count, yet this is a failure.
    f=1
    if [[ $status -eq 124 || $status -eq 137 ]]; then
      say "$name did not end within $limit s." >>"$results/$name.log"
    else
      say "$name ended with status $status." >>"$results/$name.log"
    fi
  fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  printf '%-20s %5d passed, %d failed, %d skipped (%d s)\n' "$name" "$p" "$f" "$s" "$seconds"
  if [[ $f -gt 0 ]]; then
    sed 's/^/    /' "$results/$name.log" | tail -n 200
  elif [[ $s -gt 0 ]]; then
    grep -A 1 -F '[SKIP]' "$results/$name.log" | sed 's/^/    /' || true
  fi
}

# begin_beside_build NAME...: builds and begins those of the projects that run beside the build.
begun=()
begin_beside_build() {
  local name
  for name in "${beside_build[@]}"; do
    [[ " $* " == *" $name "* ]] || continue
    need_sdk
    say "Building $name ..."
    dotnet build "tests/EdgeProvision.$name.Tests" "${build_options[@]}"
    run_tests "$name" &
    begun+=("$name")
  done
}

run_all() {
  local name names=() together=() apart=()
  mapfile -t names < <(parts "$@")
  set -- ${names[@]+"${names[@]}"}
  for name in "${beside_others[@]}"; do
    [[ " $* " != *" $name "* ]] || together+=("$name")
  done
  for name in "$@"; do
    [[ " ${beside_others[*]} " == *" $name "* ]] || apart+=("$name")
  done

  for name in ${together[@]+"${together[@]}"}; do
    [[ " ${begun[*]-} " != *" $name "* ]] || continue
    while [[ $(jobs -rp | wc -l) -ge 2 ]]; do wait -n || true; done
    run_tests "$name" &
  done
  wait
  for name in ${together[@]+"${together[@]}"}; do report "$name"; done
  for name in ${apart[@]+"${apart[@]}"}; do run_tests "$name"; report "$name"; done
}

# Whether the Pester suite can run here.
pester_found() {
  command -v pwsh >/dev/null &&
    pwsh -NoProfile -NonInteractive -Command 'exit [int](-not ($PSVersionTable.PSVersion -ge [version] "7.6" -and (Get-Module Pester -ListAvailable | Where-Object Version -GE ([version] "5.0"))))' >/dev/null
}

# The projects that test knows, a name a line.
test_names() {
  local project
  for project in tests/*.Tests/*.csproj; do
    project=${project##*/EdgeProvision.}
    say "${project%.Tests.csproj}"
  done
}

test_all() {
  local names=() name pester='' known
  mapfile -t known < <(test_names)
  for name in "$@"; do
    if [[ $name == Pester ]]; then
      pester=yes
    elif [[ " ${known[*]} " == *" $name "* ]]; then
      names+=("$name")
    else
      fail "there are no tests named '$name'; there are: ${known[*]} Pester"
    fi
  done
  if [[ $# -eq 0 ]]; then
    names=("${known[@]}") pester=yes
  fi
  need_tests
  mkdir -p "$output"
  install_missing
  rm -rf "$results" && mkdir -p "$results"
  # What runs beside the build ends with it, should that fail.
  trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
  begin_beside_build ${names[@]+"${names[@]}"}
  build
  say 'Testing ...'
  if [[ -n $pester ]] && pester_found; then
    names+=(Pester) pester=''
  fi
  run_all ${names[@]+"${names[@]}"}
  [[ -z $pester ]] || say 'Pester: skipped, because pwsh 7.6 or later with Pester 5 or later is not installed here.'
  local line="$passed passed, $failed failed"
  [[ $skipped -eq 0 ]] || line+=", $skipped skipped"
  say "$line"
  [[ $failed -eq 0 && $passed -gt 0 ]]
}

# Where pwsh is not installed, or too old, the script host of the tests plays it.
powershell() {
  if command -v pwsh >/dev/null && pwsh -NoProfile -Command 'exit [int]($PSVersionTable.PSVersion -lt [version] "7.6")'; then
    pwsh -NoProfile -File "$@"
  else
    "tests/EdgeProvision.ScriptHost/bin/$configuration/$framework/EdgeProvision.ScriptHost" "$@"
  fi
}

demo() {
  local keep=${1-}
  [[ $# -le 1 && ( -z $keep || $keep == --keep ) ]] || misused "demo takes nothing but --keep"
  [[ $(uname) == Linux && $(id -u) -eq 0 ]] ||
    fail "the demo's machines are real Linux machines in namespaces of this computer: run it as root on Linux (sudo ./build.sh demo)"
  cat <<'TEXT'
This builds the project, starts a sandbox on this computer (an emulated OpenNebula front-end, an emulated provider, real
Linux machines as its servers), builds the edge cloud of examples/fosdem.yaml there, shows it, switches its machines off
and on, and removes everything.

The first run takes about five minutes: it downloads .NET packages (about 250 MB) and Debian packages, from which it
builds the operating system of the machines once (about 300 MB under /var/lib/edgeprovision). Later runs take about one
minute and download nothing. Nothing is rented, and nothing outside of this computer is changed.

TEXT
  need_sandbox
  mkdir -p "$output"
  install_missing
  build
  local began=$SECONDS status=0
  powershell examples/first-session.ps1 ${keep:+-Keep} || status=$?
  [[ $status -eq 0 ]] || fail "the session failed (exit code $status); ./output/oneprovision/oneprovision sandbox stop --id demo removes what is left"
  say "The session took $((SECONDS - began)) s."
  [[ -n $keep ]] || return 0
  cat <<'TEXT'

Look at it with the command:

  eval "$(./output/oneprovision/oneprovision sandbox start --id demo)"    # prints what to export; it runs already
  ./output/oneprovision/oneprovision list
  ./output/oneprovision/oneprovision host list
  ./output/oneprovision/oneprovision host ssh 0 hostname

or in pwsh:

  Import-Module ./output/EdgeProvision
  Start-EdgeSandbox demo            # connects to the one that runs
  Get-EdgeHost

End it:

  ./output/oneprovision/oneprovision sandbox stop --id demo
TEXT
}

package() {
  build
  dotnet build build/Package.proj "${build_options[@]}"
}

surface() {
  build
  RENEW_SURFACE=yes "tests/EdgeProvision.PowerShell.Tests/bin/$configuration/$framework/EdgeProvision.PowerShell.Tests" \
    -noLogo -noColor -reporter quiet -class EdgeProvision.PowerShell.Tests.SurfaceTests
  say 'Written: tests/EdgeProvision.PowerShell.Tests/Surface/surface.txt'
}

clean() {
  rm -rf "$output" artifacts
  find src tests build -mindepth 2 -maxdepth 2 -type d \( -name bin -o -name obj \) -exec rm -rf {} +
  say 'Clean.'
}

verb=${1-help}
[[ $# -eq 0 ]] || shift
case $verb in
  build | surface | package | clean) [[ $# -eq 0 ]] || misused "$verb takes nothing, and got: $*" ;;
esac
case $verb in
  build) build ;;
  test) test_all "$@" ;;
  demo) demo "$@" ;;
  surface) surface ;;
  package) package ;;
  clean) clean ;;
  help | -h | --help) usage ;;
  *) misused "there is no verb '$verb'" ;;
esac
