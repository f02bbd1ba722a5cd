using System.CommandLine;
using System.ComponentModel;
using EdgeProvision.Cli.Processes;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>sandbox start|stop|status</c>: handed on to the sandbox's own program, which lies beside this one.</summary>
internal static class SandboxCommands
{
    private const string Program = "EdgeProvision.Sandbox";

    public static Command Make(Door door) => new("sandbox", "Run the embedded edge lab: an emulated front-end and provider, and local machines")
    {
        Verb(door, "start", "Start a sandbox, and print the lines that a shell exports to use it", withRelease: true, withName: true),
        Verb(door, "stop", "Stop a sandbox and remove all that belongs to it", withRelease: false, withName: true),
        Verb(door, "status", "Show the sandboxes that run", withRelease: false, withName: false),
    };

    private static Command Verb(Door door, string verb, string description, bool withRelease, bool withName)
    {
        var id = new Option<string?>("--id") { Description = "The sandbox's id (default)", HelpName = "ID" };
        var state = new Option<string?>("--state-dir") { Description = "Where its state is kept", HelpName = "DIRECTORY" };
        var release = new Option<string?>("--release") { Description = "The OpenNebula release to play: 5.10, 6.10 (default) or 7.4", HelpName = "RELEASE" };
        var remotes = new Option<string?>("--remotes") { Description = "A folder like /var/lib/one/remotes, whose IPAM drivers and hooks the front-end is to run", HelpName = "DIRECTORY" };
        var command = new Command(verb, description) { id, state };
        var name = new Argument<string?>("name") { Description = "The sandbox's id, in place of --id", Arity = ArgumentArity.ZeroOrOne };
        if (withName)
            command.Add(name);
        command.Validators.Add(result =>
        {
            if (withName && result.GetValue(name) is { } word && result.GetValue(id) is { } other && word != other)
                result.AddError($"Two ids are given: '{word}' and, by --id, '{other}'.");
        });
        if (withRelease)
        {
            command.Add(release);
            command.Add(remotes);
        }

        command.Does(door, async (run, parsed) =>
        {
            List<string> arguments = [verb];
            if (withName && parsed.GetValue(name) is { } word && parsed.GetValue(id) is null)
                arguments.AddRange([id.Name, word]);
            foreach (var option in withRelease ? new[] { id, state, release, remotes } : [id, state])
            {
                if (parsed.GetValue(option) is { } value)
                    arguments.AddRange([option.Name, value]);
            }

            return await RunAsync(run, Find(run.ProgramDirectory), arguments).ConfigureAwait(false) == 0 ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    /// <summary>The command line that starts the sandbox's program.</summary>
    internal static IReadOnlyList<string> Find(string programDirectory)
    {
        var folder = Path.Combine(programDirectory, "sandbox");
        var native = Path.Combine(folder, OperatingSystem.IsWindows() ? Program + ".exe" : Program);
        if (File.Exists(native))
            return [native];
        var assembly = Path.Combine(folder, Program + ".dll");
        if (File.Exists(assembly))
            return ["dotnet", assembly];
        throw new EdgeException("SandboxMissing", ErrorKind.NotFound, $"The sandbox's program is not in {folder}.")
        {
            Target = folder,
            RecommendedAction = "Install the command with its sandbox folder.",
        };
    }

    private static async Task<int> RunAsync(CommandRun run, IReadOnlyList<string> program, IReadOnlyList<string> arguments)
    {
        try
        {
            // Its output is ours: the lines to export are for the shell that evaluates them. Stopped by a signal, it cleans up and ends, and so do we.
            var code = await ForegroundProcess.RunAsync(run.Signals, program[0], [.. program.Skip(1), .. arguments]).ConfigureAwait(false);
            run.CancellationToken.ThrowIfCancellationRequested();
            return code;
        }
        catch (Win32Exception failure)
        {
            throw new EdgeException("SandboxStartFailed", ErrorKind.NotFound, $"The sandbox's program {program[0]} could not be started.", failure) { Target = program[0] };
        }
    }
}
