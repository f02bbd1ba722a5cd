namespace EdgeProvision.Engine.Hosts.Ssh.Facts;

/// <summary>
/// The one command that asks a host about itself. Each answer is a line of its own, a name and base64: whatever stands in a file or name cannot be taken for another answer.
/// </summary>
internal static class FactsScript
{
    private const string Text = """
        PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
        fact() { name=$1; shift; printf '@fact\t%s\t' "$name"; "$@" 2>/dev/null | head -c 262144 | base64 | tr -d '\n'; echo; }
        release() { cat /etc/os-release || cat /usr/lib/os-release; }
        systemd() { [ -d /run/systemd/system ] && echo yes; }
        echo
        fact boot cat /proc/sys/kernel/random/boot_id
        fact release release
        fact machine uname -m
        fact systemd systemd
        fact route ip -4 -o route show default
        fact addresses ip -4 -o addr show
        """;

    public static string Command { get; } = ShellQuote.Script(Text);
}
