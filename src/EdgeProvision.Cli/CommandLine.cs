using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Reflection;
using EdgeProvision.Cli.Commands;
using EdgeProvision.Cli.Parsing;

namespace EdgeProvision.Cli;

/// <summary>The command line as a whole: parses, runs what was asked for, answers the exit code.</summary>
internal sealed class CommandLine(Door door)
{
    private readonly Option<bool> _version = new("--version", "-V") { Description = "Show the version", Recursive = true };

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        using var listening = door.Signals.Listen(door.Terminal);
        return await RunAsync(arguments, door.Signals.Stopping).ConfigureAwait(false);
    }

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var root = MakeRoot();
        var parsed = root.Parse(WordOrder.CommandFirst(arguments, Words(root)), new ParserConfiguration { ResponseFileTokenReplacer = null });
        var invocation = new InvocationConfiguration
        {
            Output = door.Terminal.Output,
            Error = door.Terminal.Error,
            EnableDefaultExceptionHandler = false,
            // Signals are ours: what is under way comes to a safe point first, however long that takes.
            ProcessTerminationTimeout = null,
        };
        return parsed switch
        {
            _ when parsed.GetValue(_version) => ShowVersion(),
            { Action: HelpAction } => await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false),
            { CommandResult.Command.Action: null } => await ShowHelpAsync(parsed, invocation).ConfigureAwait(false),
            _ when Mistakes.Command(parsed) is not null => await ShowHelpAsync(parsed, invocation).ConfigureAwait(false),
            _ when Mistakes.In(parsed) is { Count: > 0 } mistakes => Refuse(parsed, mistakes),
            _ => await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false),
        };
    }

    private RootCommand MakeRoot()
    {
        var root = new RootCommand("Build and run OpenNebula edge clouds on rented machines");
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        root.Add(_version);
        foreach (var command in CommandTree.Make(door))
            root.Add(command);
        return root;
    }

    private int ShowVersion()
    {
        var version = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        door.Terminal.Output.WriteLine($"oneprovision {version} (EdgeProvision)");
        return ExitCodes.Success;
    }

    /// <summary>No command, half of one, or one that does not exist.</summary>
    private async Task<int> ShowHelpAsync(ParseResult parsed, InvocationConfiguration invocation)
    {
        if (Mistakes.Command(parsed) is { } mistake)
            await door.Terminal.Error.WriteLineAsync($"ERROR: {mistake}").ConfigureAwait(false);
        var help = MakeRoot().Parse([.. parsed.Tokens.TakeWhile(t => t.Type == TokenType.Command).Select(t => t.Value), "--help"]);
        await help.InvokeAsync(invocation, CancellationToken.None).ConfigureAwait(false);
        return ExitCodes.Failure;
    }

    private int Refuse(ParseResult parsed, IReadOnlyList<string> mistakes)
    {
        foreach (var mistake in mistakes)
            door.Terminal.Error.WriteLine($"ERROR: {mistake}");
        door.Terminal.Error.WriteLine($"See: oneprovision {string.Join(' ', Path(parsed.CommandResult))} --help");
        return ExitCodes.Failure;
    }

    /// <summary>The words of a command, without the program's name.</summary>
    private static List<string> Path(CommandResult result)
    {
        var words = new List<string>();
        for (var at = result; at?.Parent is not null; at = at.Parent as CommandResult)
            words.Insert(0, at.Command.Name);
        return words;
    }

    private static Dictionary<string, IReadOnlySet<string>> Words(RootCommand root) =>
        root.Subcommands.ToDictionary(c => c.Name, c => (IReadOnlySet<string>)c.Subcommands.Select(s => s.Name).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
}
