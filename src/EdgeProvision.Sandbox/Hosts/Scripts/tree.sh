#!/bin/bash
# The operating system that all sandbox machines share: a small Debian 12, made once, read-only ever after.
#
#   tree.sh build DIRECTORY [MIRROR]   bootstraps it (needs root and mmdebstrap, which knows a mirror of its own)
#   tree.sh customize DIRECTORY        (called by mmdebstrap, with the network still there)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
packages=systemd,systemd-sysv,dbus,openssh-server,iproute2,iptables,nftables,kmod,procps,sudo,iputils-ping,ca-certificates,netbase,ifupdown,gpg,gpg-agent,gpgv,less
# What roles may install on a machine that has no way out.
offered='bridge-utils apt-transport-https ebtables ipset ethtool iptables-persistent nftables iptables sudo'

build() {
  local mirror=${2-} proxy sources=()
  exec 9>"$(dirname "$1")/builder.lock"
  flock 9 # a builder works on when its caller is killed
  rm -rf --one-file-system -- "$1"
  [[ -z $mirror ]] || sources=("deb $mirror/debian bookworm main" "deb $mirror/debian bookworm-updates main" "deb $mirror/debian-security bookworm-security main")
  proxy=$(apt-config dump --format '%v' Acquire::http::Proxy 2>/dev/null || true)
  mmdebstrap --quiet --variant=minbase --mode=root --skip=cleanup/apt/lists \
    --aptopt='Acquire::Languages "none"' ${proxy:+--aptopt="Acquire::http::Proxy \"$proxy\""} \
    --include="$packages" --customize-hook="bash '$here/tree.sh' customize \"\$1\"" \
    bookworm "$1" "${sources[@]}"
  rm -f "$1"/etc/resolv.conf "$1"/etc/hostname "$1"/etc/apt/apt.conf.d/99mmdebstrap
  : >"$1/etc/machine-id"
  : >"$1/etc/resolv.conf" # no name server: a look-up fails at once
  touch "$1/etc/.updated" "$1/var/.updated" # spares every boot the jobs that follow an update
}

fetch_offered() {
  local pool=$1/opt/edgeprovision-repo/debian/pool/main
  mkdir -p "$pool/partial"
  # shellcheck disable=SC2086
  chroot "$1" apt-get -qq -o Dir::Cache::archives="${pool#"$1"}" -o APT::Sandbox::User=root \
    install -y --no-install-recommends --download-only --reinstall $offered
  rm -rf "$pool/partial" "$pool/lock"
}

mask_units() {
  # One kernel for all: no device manager, no module loading, no consoles, no kernel file systems.
  # And nothing that starts on its own accord hours later.
  local unit
  for unit in systemd-udevd.service systemd-udev-trigger.service systemd-udevd-control.socket systemd-udevd-kernel.socket \
    systemd-udev-settle.service modprobe@.service systemd-journald-audit.socket getty@.service console-getty.service \
    getty-static.service apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer \
    dpkg-db-backup.timer sys-kernel-debug.mount sys-kernel-tracing.mount sys-kernel-config.mount \
    sys-fs-fuse-connections.mount dev-hugepages.mount proc-sys-fs-binfmt_misc.automount; do
    ln -sfn /dev/null "$1/etc/systemd/system/$unit"
  done
}

customize() {
  local root=$1
  fetch_offered "$root"
  install -m 755 "$here/repository.sh" "$root/opt/edgeprovision-repo/"
  chroot "$root" bash /opt/edgeprovision-repo/repository.sh
  rm -rf "$root/opt/edgeprovision-repo/repository.sh" "$root"/var/lib/apt/lists/*
  rm -f "$root"/etc/apt/sources.list.d/* "$root"/etc/ssh/ssh_host_*
  echo 'deb [signed-by=/usr/share/keyrings/edgeprovision-sandbox.gpg] file:///opt/edgeprovision-repo/debian bookworm main' >"$root/etc/apt/sources.list"
  printf 'Acquire::Languages "none";\nAPT::Install-Recommends "false";\n' >"$root/etc/apt/apt.conf.d/01sandbox"
  echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/sandbox"
  chroot "$root" apt-get -qq update
  mask_units "$root"
  mkdir -p "$root/etc/systemd/journald.conf.d" "$root/lib/modules"
  printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=4M\n' >"$root/etc/systemd/journald.conf.d/sandbox.conf"
  : >"$root/etc/fstab"
  install -d -m 700 "$root/root/.ssh"
}

"$@"
