#!/bin/bash
# The chassis of one sandbox machine: it has power, it reboots, it can be unplugged.
#
#   chassis.sh supervise   boots the machine, again after each reboot, until it is powered off
#   chassis.sh unplug      kills what is left of it and takes its network card away
#   chassis.sh boot        (inside the new namespaces) becomes the machine's process 1
#
# Surroundings, all given by the caller:
#   ROOM        directory of the room           TREE      the shared, read-only operating system
#   MACHINE     directory of the machine        CGROUP    control group of the machine
#   SWITCH      network namespace of the switch NETNS     network namespace of the machine
#   PORT        its port at the switch          MAC       its network card's address
#
# Exit status of supervise: 0 powered off, anything else: it could not be booted (the console log says why).
set -u

# A machine's control group has two parts, because systemd hands out controllers only in a group in which nobody else is.
os=$CGROUP/os
chassis=$CGROUP/chassis

clear_os_group() {
  [ -d "$os" ] || return 0
  echo 1 >"$os/cgroup.kill"
  for _ in {1..200}; do
    find "$os" -depth -type d -exec rmdir {} + 2>/dev/null && return 0
    sleep 0.02
  done
  return 1
}

unplug() {
  clear_os_group
  ip -n "$SWITCH" link del "$PORT" 2>/dev/null
  ip netns del "$NETNS" 2>/dev/null
  rm -f "$MACHINE/init.pid"
}

plug_in() {
  unplug
  mkdir "$os" || return
  ip netns add "$NETNS" &&
    ip -n "$SWITCH" link add "$PORT" type veth peer name eth0 address "$MAC" netns "$NETNS" &&
    ip -n "$SWITCH" link set "$PORT" master br0 up
}

count_boot() {
  local n=0
  [ -e "$MACHINE/boots" ] && read -r n <"$MACHINE/boots"
  echo $((n + 1)) >"$MACHINE/boots.new" && mv "$MACHINE/boots.new" "$MACHINE/boots"
}

supervise() {
  exec </dev/null >>"$MACHINE/console.log" 2>&1
  # Not with its parents: when they are gone, so is the room, and nothing is to be left of it.
  [ -d "$chassis" ] || mkdir "$chassis" || exit 70
  echo 0 >"$chassis/cgroup.procs" || exit 70
  for controller in $(<"$CGROUP/cgroup.controllers"); do echo "+$controller" >"$CGROUP/cgroup.subtree_control"; done 2>/dev/null
  local status uptime clock
  while :; do
    plug_in || { echo "-- cannot plug the machine in"; unplug; exit 70; }
    count_boot
    echo "-- boot $(<"$MACHINE/boots")"
    clock=()
    [ -e /proc/self/ns/time ] && read -r uptime _ </proc/uptime && clock=(--time --boottime "-${uptime%.*}")
    nsenter --net="/run/netns/$NETNS" unshare --mount --propagation private --pid --uts --ipc "${clock[@]}" \
      --fork --kill-child "$BASH" "$0" boot &
    wait $!
    status=$?
    # reboot(2) in a process namespace ends its process 1: with SIGHUP to restart, with SIGINT to halt or power off.
    case $status in
      129) echo "-- reboot" ;;
      130) echo "-- off"; unplug; exit 0 ;;
      *) echo "-- died ($status)"; unplug; exit 71 ;;
    esac
  done
}

bind_over() { mount --bind "$1" "$2"; }

fill_dev() {
  mount -t tmpfs -o mode=755,nosuid tmpfs dev && mkdir dev/pts dev/shm dev/net dev/mqueue
  mknod -m 666 dev/null c 1 3; mknod -m 666 dev/zero c 1 5; mknod -m 666 dev/full c 1 7
  mknod -m 666 dev/random c 1 8; mknod -m 666 dev/urandom c 1 9; mknod -m 666 dev/tty c 5 0
  mknod -m 600 dev/console c 1 3 # a machine in a rack: nobody looks at its screen
  mknod -m 666 dev/net/tun c 10 200
  local name
  for name in kvm fuse vhost-net; do [ -c "/dev/$name" ] && cp -a "/dev/$name" dev/; done
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
  mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs dev/shm
  ln -s pts/ptmx dev/ptmx; ln -s /proc/self/fd dev/fd
  ln -s fd/0 dev/stdin; ln -s fd/1 dev/stdout; ln -s fd/2 dev/stderr
}

# Of the kernel's own file systems the machine sees its own part; what belongs to the real machine is a copy or out of reach.
fence_kernel() {
  mount -t proc -o nosuid,noexec,nodev proc proc || return
  mount -t sysfs -o nosuid,noexec,nodev sysfs sys || return
  bind_over sys/devices/virtual/net sys/devices/virtual/net
  bind_over "$ROOM/modules/lib/modules" lib/modules && mount -o remount,bind,ro lib/modules || return
  local area name
  mkdir run/.own run/.kernel
  bind_over proc/sys/kernel run/.kernel
  for area in vm fs kernel; do # no namespace owns these: each machine turns knobs of its own, connected to nothing
    mkdir -p "run/.own/$area/upper" "run/.own/$area/work"
    mount -t overlay sysctl -o "lowerdir=$ROOM/sysctl/$area,upperdir=run/.own/$area/upper,workdir=run/.own/$area/work" "proc/sys/$area" || return
  done
  for name in hostname domainname ns_last_pid random; do bind_over "run/.kernel/$name" "proc/sys/kernel/$name"; done
  cat /proc/sys/kernel/random/uuid >run/.own/boot_id
  bind_over run/.own/boot_id proc/sys/kernel/random/boot_id
  umount run/.kernel && rmdir run/.kernel
  [ -e proc/sysrq-trigger ] && bind_over dev/null proc/sysrq-trigger # would reboot the real machine
  bind_over dev/null proc/swaps                                      # swapoff -a would hit it
  mount -o remount,bind,ro sys
}

first_boot() {
  [ -e etc/ssh/ssh_host_ed25519_key ] ||
    chroot . ssh-keygen -q -t ed25519 -N '' -C "root@$(<etc/hostname)" -f /etc/ssh/ssh_host_ed25519_key </dev/null
}

boot() {
  local pid
  echo 0 >"$os/cgroup.procs" || exit 70
  read -r pid _ </proc/self/stat && echo "$pid" >"$MACHINE/init.pid" # this /proc is still the outer one
  mount -t overlay overlay -o "lowerdir=$TREE,upperdir=$MACHINE/disk,workdir=$MACHINE/work" "$MACHINE/root" || exit 70
  cd "$MACHINE/root" || exit 70
  mount -t tmpfs -o mode=755,nosuid,nodev tmpfs run && mkdir run/lock run/.old || exit 70
  fill_dev
  fence_kernel || exit 70
  first_boot || exit 70
  pivot_root . run/.old && umount -l /run/.old && rmdir /run/.old || exit 70
  # The clock, the modules and the kernel's log are the real machine's.
  local drop=-sys_time,-sys_module,-sys_rawio,-syslog
  exec unshare --cgroup /bin/sh -c "mount -t cgroup2 -o nosuid,noexec,nodev cgroup2 /sys/fs/cgroup
    exec setpriv --bounding-set $drop --inh-caps $drop \
      env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb container=edgeprovision /lib/systemd/systemd"
}

case ${1-} in
  supervise | unplug | boot) "$1" ;;
  *) sed -n '2,8p' "$0" >&2; exit 64 ;;
esac
