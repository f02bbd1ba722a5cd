using System.Text;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Running;

namespace EdgeProvision.Engine.Tests.Hosts.Running;

/// <summary>A host that answers requests for a run, and followers of it, from lists.</summary>
internal sealed class ScriptedShell(TimeProvider time) : IHostShell
{
    private readonly long _begin = time.GetTimestamp();

    /// <summary>Answers of start.sh, without their first word.</summary>
    public required Queue<string> Starts { get; init; }

    /// <summary>Logs and ends that followers see.</summary>
    public required Queue<(string Log, string End)> Follows { get; init; }

    /// <summary>When each request for a run came.</summary>
    public List<TimeSpan> StartedAt { get; } = [];

    public Task<CommandResult> RunAsync(string command, string? standardInput, CancellationToken cancellationToken)
    {
        StartedAt.Add(time.GetElapsedTime(_begin));
        return Task.FromResult(new CommandResult(0, $"\n@run\t{Starts.Dequeue().Replace(' ', '\t')}\n", ""));
    }

    public Task<int?> FollowAsync(string command, string? standardInput, Action<ReadOnlyMemory<byte>> onOutput, Action<string> onErrorLine, CancellationToken cancellationToken)
    {
        var (log, end) = Follows.Dequeue();
        onOutput(Encoding.UTF8.GetBytes("\n@edgeprovision-log\n" + log.Replace(' ', '\t')));
        onErrorLine($"@end\t{end.Replace(' ', '\t')}");
        return Task.FromResult<int?>(0);
    }

    public Task ReconnectAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The connection of this shell never breaks.");
}
