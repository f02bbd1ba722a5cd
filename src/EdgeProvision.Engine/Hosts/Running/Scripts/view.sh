# The view of its host that a program gets which only looks: a mount namespace of its own, in which nothing can be written but a piece of memory at /tmp.
# It goes with the last process in it. The program comes on standard input; where the view cannot be made, it is not run (exit status 96).
set -u
cd /
denied() { echo "$*" >&2; exit 96; }
memory=$(readlink -f /tmp) && mount -n -t tmpfs -o size=128m,mode=0700 edgeprovision "$memory" || denied 'no memory could be mounted at /tmp'
# Fields of mountinfo: id, parent, device, root, place, options, tags, "-", type, source, options of the file system. Odd characters stand as \040.
each_place() { # FUNCTION
  while read -r place options rest; do
    case " $rest" in
      # looking into one would have its owner mount something
      *' - autofs '*) continue ;;
    esac
    case $place in
      *\\*)
        place=$(printf '%b.' "$(printf '%s' "$place" | sed 's/\\\([0-7]\)/\\0\1/g')")
        place=${place%.} ;;
    esac
    [ "$place" = "$memory" ] || "$1"
  done
}
# What another mount hides cannot be reached, and needs not.
lock() { mount -n -o remount,bind,ro none "$place" 2>/dev/null; }
check() {
  case ",$options," in *,ro,*) return ;; esac
  [ -z "$(find "$place" -maxdepth 0 -writable 2>/dev/null)" ] || { echo "$place" > /tmp/writable; }
}
cut -d ' ' -f 5- /proc/self/mountinfo > /tmp/mounts || denied 'no list of mounts'
each_place lock < /tmp/mounts
cut -d ' ' -f 5- /proc/self/mountinfo > /tmp/mounts
each_place check < /tmp/mounts
[ ! -e /tmp/writable ] || denied "$(cat /tmp/writable) could not be made read-only"
rm -f /tmp/mounts
TMPDIR=/tmp HOME=/root
export TMPDIR HOME
exec /bin/sh -s
