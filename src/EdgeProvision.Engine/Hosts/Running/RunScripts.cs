using System.Globalization;
using System.Text;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Ssh;

namespace EdgeProvision.Engine.Hosts.Running;

/// <summary>The host's side of the run protocol: shell scripts, sent with each request, so that nothing has to be installed (docs/design/run-protocol.md).</summary>
internal static class RunScripts
{
    private static readonly string StartText = Read("start.sh");
    private static readonly string RunText = Read("run.sh");
    private static readonly string FollowText = Read("follow.sh");
    private static readonly string CheckText = Read("check.sh");
    private static readonly string ViewText = Read("view.sh");

    public static string Start(HostProgram program, string runId, RunSettings settings) =>
        ShellQuote.Script(
            StartText, settings.StateDirectory, runId, program.Kind == HostProgramKind.Peers ? "peers" : "configuration", Plain(program.Fingerprint), Plain(program.PeersHash),
            program.Reapply ? "1" : "0", Number(Math.Max(1, (long)settings.TimeLimit.TotalSeconds)), Length(program), RunText);

    public static string Follow(string runId, long offset, RunSettings settings) =>
        ShellQuote.Script(FollowText, settings.StateDirectory, runId, Number(offset), Beat(settings));

    public static string Await(string runId, RunSettings settings) =>
        ShellQuote.Script(FollowText, settings.StateDirectory, runId, "-", Beat(settings));

    public static string Check(HostProgram program, RunSettings settings) =>
        ShellQuote.Script(CheckText, Length(program), Beat(settings), Number((long)Math.Ceiling(settings.CheckTimeLimit.TotalSeconds)), ViewText);

    private static string Beat(RunSettings settings) => settings.Heartbeat.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Length(HostProgram program) => Number(Encoding.UTF8.GetByteCount(program.ShellText));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    // It goes into a line of the record and into a sed expression on the host.
    private static string Plain(string hash) =>
        hash.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':') ? hash : throw new ArgumentException($"A fingerprint consists of letters, digits and - _ . : only: {hash}", nameof(hash));

    private static string Read(string name)
    {
        using Stream stream = typeof(RunScripts).Assembly.GetManifestResourceStream("Scripts/" + name) ?? throw new InvalidOperationException($"The script {name} is not in the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
