using System.CommandLine;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Requests;

namespace EdgeProvision.Cli.Parsing;

/// <summary>The options that <c>create</c> and <c>delete</c> share, and the waiting for SSH that only <c>create</c> has.</summary>
internal sealed class LifecycleOptions
{
    private const int DefaultPingSeconds = 20;
    private const int DefaultPingAttempts = 10;

    private readonly Option<int?> _threads = Numbers.Option("--threads", 1, "Work on at most N hosts at once (default: no limit)", "N", "-t");
    private readonly Option<bool> _cleanup = new("--cleanup") { Description = "Delete running virtual machines and images first" };
    private readonly Option<int?> _cleanupTimeout = Numbers.Option("--cleanup-timeout", 1, "Seconds to wait for virtual machines and images to be deleted", "SECONDS");
    private readonly Option<int?> _pingTimeout = Numbers.Option("--ping-timeout", 1, "Seconds of one attempt to reach a host by SSH (20); together with --ping-retries the whole wait", "SECONDS");
    private readonly Option<int?> _pingRetries = Numbers.Option("--ping-retries", 1, "Attempts to reach a host by SSH (10)", "N");

    public void AddTo(Command command, bool withPing)
    {
        command.Add(_threads);
        if (withPing)
        {
            command.Add(_pingTimeout);
            command.Add(_pingRetries);
        }

        command.Add(_cleanup);
        command.Add(_cleanupTimeout);
    }

    public bool RemoveContents(ParseResult parsed) => parsed.GetValue(_cleanup);

    public OperationRequest ApplyTo(OperationRequest request, ParseResult parsed)
    {
        request = request with { ThrottleLimit = parsed.GetValue(_threads) };
        var (timeout, retries) = (parsed.GetValue(_pingTimeout), parsed.GetValue(_pingRetries));
        return timeout is null && retries is null
            ? request
            : request with { SshTimeout = TimeSpan.FromSeconds((double)(timeout ?? DefaultPingSeconds) * (retries ?? DefaultPingAttempts)) };
    }

    public EngineOptions ApplyTo(EngineOptions options, ParseResult parsed) => parsed.GetValue(_cleanupTimeout) is { } seconds
        ? options with { Timings = options.Timings with { ContentsGone = TimeSpan.FromSeconds(seconds) } }
        : options;
}
