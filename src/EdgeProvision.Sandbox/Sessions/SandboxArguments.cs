using System.Globalization;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>The command line of the sandbox's program.</summary>
internal sealed record SandboxArguments(string Verb, SandboxRunOptions Options)
{
    /// <exception cref="EdgeException"><c>ArgumentInvalid</c>.</exception>
    public static SandboxArguments Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments[0] is not ("run" or "start" or "stop" or "status" or "list"))
            throw Wrong(arguments.Count == 0 ? "A verb is missing." : $"'{arguments[0]}' is no verb.");
        var options = new SandboxRunOptions();
        for (var i = 1; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count)
                throw Wrong($"{arguments[i]} needs a value.");
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--id" => options with { Id = value },
                "--state-dir" => options with { StateDirectory = value },
                "--release" => options with { Release = value },
                "--remotes" => options with { Remotes = Path.GetFullPath(value) },
                "--parent-pid" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) => options with { ParentPid = pid },
                "--parent-pid" => throw Wrong($"'{value}' is no process id."),
                _ => throw Wrong($"'{arguments[i]}' is no option."),
            };
        }

        return new SandboxArguments(arguments[0], options);
    }

    private static EdgeException Wrong(string what) => new("ArgumentInvalid", ErrorKind.InvalidInput, what)
    {
        RecommendedAction = "Use: EdgeProvision.Sandbox start|stop|status|list|run [--id ID] [--state-dir DIRECTORY] [--release 5.10|6.10|7.4] [--remotes DIRECTORY] [--parent-pid PID]",
    };
}
