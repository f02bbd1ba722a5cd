using System.CommandLine;

namespace EdgeProvision.Cli.Commands;

/// <summary>Every command.</summary>
internal static class CommandTree
{
    public static IEnumerable<Command> Make(Door door) =>
    [
        CreateCommand.Make(door),
        UpdateCommand.Make(door),
        ValidateCommand.Make(door),
        ListCommand.Make(door),
        ShowCommand.Make(door),
        ConfigureCommand.Make(door),
        ImportCommand.Make(door),
        DeleteCommand.Make(door),
        HostCommand.Make(door),
        ObjectCommands.MakeCluster(door),
        ObjectCommands.MakeDatastore(door),
        ObjectCommands.MakeNetwork(door),
        AddressCommands.Make(door),
        OrphanCommands.Make(door),
        LogCommand.Make(door),
        KnownHostsCommand.Make(door),
        UnlockCommand.Make(door),
        SandboxCommands.Make(door),
        SetupCommand.Make(door),
        IpamCommand.Make(door),
        HookCommand.Make(door),
    ];
}
