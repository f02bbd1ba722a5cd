namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>
/// The scripts that copy files, for any POSIX shell with the usual tools of a Linux distribution. Names come as arguments, never as text of a script, and begin
/// with a slash or a dot.
/// </summary>
internal static class CopyScripts
{
    public const int NoFolder = 21;
    public const int IsFolder = 22;
    public const int NoSpace = 23;
    public const int Failed = 24;
    public const int Incomplete = 25;
    public const int NotThere = 26;
    public const int NoFile = 27;
    public const int Unsized = 28;

    /// <summary>What a path is: d, f, o for another thing, n for nothing.</summary>
    public const string Kind = """
        if [ -d "$1" ]; then echo d; elif [ -f "$1" ]; then echo f; elif [ -e "$1" ] || [ -L "$1" ]; then echo o; else echo n; fi
        """;

    /// <summary>Makes folders: pairs of mode and path. Those that stand stay as they are.</summary>
    public const string MakeFolders = """
        LC_ALL=C; export LC_ALL
        while [ $# -gt 0 ]; do
          if ! [ -d "$2" ]; then mkdir -p -- "$2" && chmod "$1" "$2" || exit 24; fi
          shift 2
        done
        """;

    /// <summary>
    /// Takes a file from standard input: folder, name, name while it comes, mode, bytes. It shows under its name when it is whole. What a link points to is
    /// replaced, not the link. It says when it is ready: bytes that are sent to a command that has refused already can cost the whole connection.
    /// </summary>
    public const string Put = """
        LC_ALL=C; export LC_ALL
        dir=$1; name=$2; temp=$3; mode=$4; size=$5
        cd -- "$dir" 2>/dev/null || { [ -e "$dir" ] && echo "$dir is no folder, or not for this user" >&2; exit 21; }
        if [ -L "./$name" ] && [ -e "./$name" ]; then
          real=$(readlink -f -- "./$name" && echo x); real=${real%?x}; name=${real##*/}; dir=${real%/*}
          cd -- "${dir:-/}" || exit 21
        fi
        [ -d "./$name" ] && exit 22
        free=$(df -Pk . 2>/dev/null | awk 'NR == 2 { print $4 }')
        if [ -n "$free" ] && [ "$free" -lt $((size / 1024)) ]; then echo "$free" >&2; exit 23; fi
        trap 'rm -f -- "./$temp"' EXIT
        trap 'exit 25' HUP INT TERM PIPE
        umask 077
        true > "./$temp" || exit 24
        echo ready
        head -c "$size" > "./$temp" || exit 24
        [ "$(stat -c %s "./$temp")" = "$size" ] || exit 25
        if [ -f "./$name" ]; then chown --reference="./$name" "./$temp" || exit 24; fi
        chmod "$mode" "./$temp" && mv -f -T "./$temp" "./$name" || exit 24
        trap - EXIT
        """;

    /// <summary>
    /// Sends a file to standard output: first a line with its bytes and its mode, then as many blocks of 64 KiB as each line of standard input says, until that
    /// ends. So no more is under way than the other side has room for. What says that it is empty is tried: files of the kernel have content that no size tells of,
    /// and some wait when they are read.
    /// </summary>
    public const string Get = """
        LC_ALL=C; export LC_ALL
        [ -d "$1" ] && exit 22
        [ -e "$1" ] || exit 26
        [ -f "$1" ] || exit 27
        exec 3< "$1" || exit 24
        size=$(stat -L -c %s /dev/fd/3) || exit 24
        if [ "$size" -eq 0 ] && [ "$( (timeout 5 head -c 1 <&3 || echo failed) 2>/dev/null | wc -c)" -gt 0 ] && [ "$(stat -L -c %s /dev/fd/3)" -eq 0 ]; then exit 28; fi
        printf '%s ' "$size" && stat -L -c %a /dev/fd/3
        while read -r blocks; do
          dd bs=65536 count="$blocks" <&3 2>/dev/null || exit 24
          [ "$(stat -L -c %s /dev/fd/3)" -ge "$size" ] || exit 25
        done
        """;

    /// <summary>
    /// Lists what is to be sent: path, 1 to go into folders, 1 to expand wildcards. Records end with NUL: what it is, its mode, its bytes and its name, with tabs
    /// between; a record whose kind is in capitals begins another path, and the names that follow lie below it. Some shells take <c>.*</c> for the folder and the one
    /// above, too: nobody means these.
    /// </summary>
    public const string List = """
        LC_ALL=C; export LC_ALL
        deep=$2; some=
        show() {
          [ -e "$1" ] || [ -L "$1" ] || return 0
          some=1
          if [ -d "$1" ]; then kind=D; elif [ -f "$1" ]; then kind=F; else kind=O; fi
          printf '%s\t' "$kind" && stat -L --printf='%a\t%s\t' -- "$1" && printf '%s\0' "$1" || exit 24
          if [ "$kind" = D ] && [ "$deep" = 1 ]; then find -H "$1" -mindepth 1 -printf '%y\t%m\t%s\t%P\0' || exit 24; fi
        }
        if [ "$3" = 1 ]; then IFS=; for path in $1; do [ "$path" != "$1" ] && case ${path##*/} in . | ..) continue ;; esac; show "$path"; done; else show "$1"; fi
        [ -n "$some" ] || exit 26
        """;
}
