using System.CommandLine;

namespace EdgeProvision.Cli.Commands;

/// <summary>Every command.</summary>
internal static class CommandTree
{
    public static IEnumerable<Command> Make(Door door) =>
    [
        CreateCommand.Make(door),
        ValidateCommand.Make(door),
        ListCommand.Make(door),
        ShowCommand.Make(door),
        DeleteCommand.Make(door),
    ];
}
