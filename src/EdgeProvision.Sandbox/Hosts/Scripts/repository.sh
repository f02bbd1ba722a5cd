#!/bin/bash
# Runs inside the tree while it is made: builds the stand-in packages, and signs two local repositories with a key
# whose secret half is thrown away at the end.
set -eu
umask 022
base=/opt/edgeprovision-repo
one=$base/opennebula/Debian/12
work=$(mktemp -d)
export GNUPGHOME=$work/gnupg
trap 'gpgconf --kill all; rm -rf "$work"' EXIT

package_files() { # what the real package puts on a node, as far as roles and the front-end's ssh look at it
  local root=$1
  mkdir -p "$root"/{lib/systemd/system,usr/sbin,etc/sudoers.d,usr/share/doc/opennebula-node-kvm}
  cat >"$root/lib/systemd/system/libvirtd.service" <<'UNIT'
[Unit]
Description=Virtualization daemon (stand-in)
After=network.target dbus.service

[Service]
ExecStart=/usr/sbin/libvirtd
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure
RuntimeDirectory=libvirt

[Install]
WantedBy=multi-user.target
UNIT
  cat >"$root/usr/sbin/libvirtd" <<'DAEMON'
#!/bin/sh
# Runs and can be restarted and reloaded; no guest can be started by it.
trap 'logger -t libvirtd reloaded 2>/dev/null' HUP
trap 'kill $sleeper 2>/dev/null; exit 0' TERM INT
while :; do
  sleep 86400 & sleeper=$!
  wait $sleeper
  kill $sleeper 2>/dev/null
done
DAEMON
  cat >"$root/etc/sudoers.d/opennebula-node-kvm" <<'SUDOERS'
Defaults:oneadmin !requiretty
Defaults:oneadmin secure_path = /sbin:/bin:/usr/sbin:/usr/bin
Cmnd_Alias ONE_NET = /usr/sbin/ip, /sbin/ip, /usr/sbin/bridge, /sbin/bridge, /usr/sbin/brctl, /sbin/brctl, /usr/sbin/nft, /usr/sbin/iptables, /sbin/iptables, /usr/sbin/ip6tables, /sbin/ip6tables, /usr/sbin/ebtables, /sbin/ebtables, /usr/sbin/ipset, /sbin/ipset
Cmnd_Alias ONE_MEM = /usr/sbin/sysctl vm.drop_caches=3 vm.compact_memory=1, /sbin/sysctl vm.drop_caches=3 vm.compact_memory=1
Cmnd_Alias ONE_VIRT = /usr/bin/systemctl restart libvirtd, /bin/systemctl restart libvirtd
oneadmin ALL=(ALL) NOPASSWD: ONE_NET, ONE_MEM, ONE_VIRT
SUDOERS
  chmod 755 "$root/usr/sbin/libvirtd"
  chmod 440 "$root/etc/sudoers.d/opennebula-node-kvm"
  visudo -q -c -f "$root/etc/sudoers.d/opennebula-node-kvm"
}

maintainer_scripts() {
  mkdir -p "$1/DEBIAN"
  echo /etc/sudoers.d/opennebula-node-kvm >"$1/DEBIAN/conffiles"
  cat >"$1/DEBIAN/postinst" <<'POSTINST'
#!/bin/sh
set -e
[ "$1" = configure ] || exit 0
getent group oneadmin >/dev/null || groupadd -g 9869 oneadmin
for group in kvm libvirt; do getent group $group >/dev/null || groupadd -r $group; done
getent passwd oneadmin >/dev/null || useradd -u 9869 -g oneadmin -M -d /var/lib/one -s /bin/bash oneadmin
usermod -a -G kvm,libvirt oneadmin
install -d -m 750 -o oneadmin -g oneadmin /var/lib/one /var/lib/one/datastores
install -d -m 700 -o oneadmin -g oneadmin /var/lib/one/.ssh
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl enable --quiet libvirtd.service
  systemctl restart libvirtd.service
fi
POSTINST
  cat >"$1/DEBIAN/prerm" <<'PRERM'
#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then systemctl disable --now --quiet libvirtd.service; fi
PRERM
  chmod 755 "$1/DEBIAN/postinst" "$1/DEBIAN/prerm"
}

control() { # directory, package, depends, description, further fields
  mkdir -p "$1/DEBIAN"
  cat >"$1/DEBIAN/control" <<CONTROL
Package: $2
Version: 6.10.0-1
Architecture: all
Maintainer: EdgeProvision sandbox <sandbox@localhost>
Section: misc
Priority: optional
Depends: $3
${5:+$5
}Description: $4
CONTROL
}

build_stand_ins() {
  local kvm=$work/kvm node=$work/node pool=$one/pool/opennebula
  mkdir -p "$pool"
  package_files "$kvm"
  maintainer_scripts "$kvm"
  control "$kvm" opennebula-node-kvm 'sudo, openssh-server, iproute2, passwd' 'virtualization node (stand-in of the sandbox)' \
    'Provides: libvirt-daemon-system, qemu-kvm
Conflicts: libvirt-daemon-system'
  control "$node" opennebula-node opennebula-node-kvm 'transitional package (stand-in of the sandbox)'
  dpkg-deb --root-owner-group --build "$kvm" "$pool/opennebula-node-kvm_6.10.0-1_all.deb" >/dev/null
  dpkg-deb --root-owner-group --build "$node" "$pool/opennebula-node_6.10.0-1_all.deb" >/dev/null
}

index() { # repository, component, codename, origin
  local arch file
  arch=$(dpkg --print-architecture)
  cd "$1"
  mkdir -p "dists/stable/$2/binary-$arch"
  for file in pool/"$2"/*.deb; do
    dpkg-deb -f "$file"
    printf 'Filename: %s\nSize: %s\nSHA256: %s\n\n' "$file" "$(stat -c %s "$file")" "$(sha256sum "$file" | cut -d' ' -f1)"
  done >"dists/stable/$2/binary-$arch/Packages"
  file=$2/binary-$arch/Packages
  printf 'Origin: %s\nLabel: %s\nSuite: stable\nCodename: %s\nArchitectures: %s all\nComponents: %s\nDate: %s\nSHA256:\n %s %s %s\n' \
    "$4" "$4" "$3" "$arch" "$2" "$(date -Ru)" "$(sha256sum "dists/stable/$file" | cut -d' ' -f1)" "$(stat -c %s "dists/stable/$file")" "$file" >dists/stable/Release
  gpg --batch --quiet --clearsign -o dists/stable/InRelease dists/stable/Release
  gpg --batch --quiet --armor --detach-sign -o dists/stable/Release.gpg dists/stable/Release
}

mkdir -m 700 "$GNUPGHOME"
gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-generate-key 'EdgeProvision sandbox <sandbox@localhost>' ed25519 sign never
build_stand_ins
index "$one" opennebula stable OpenNebula
index $base/debian main bookworm Debian
ln -s stable $base/debian/dists/bookworm
# Whatever release a role asks for: BASE/6.10/Debian/12 is BASE/Debian/12.
for release in 5.{8,10,12} 6.{0,2,4,6,8,10,12} 7.{0,2,4}; do ln -s . "$base/opennebula/$release"; done
ln -s Debian/12/dists $base/opennebula/dists
ln -s Debian/12/pool $base/opennebula/pool
gpg --batch --armor --export >$base/opennebula/repo.key
gpg --batch --export >/usr/share/keyrings/edgeprovision-sandbox.gpg
cp $base/opennebula/repo.key $base/opennebula/repo2.key
chmod 644 /usr/share/keyrings/edgeprovision-sandbox.gpg $base/opennebula/repo*.key
