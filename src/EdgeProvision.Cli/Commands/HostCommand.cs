using System.CommandLine;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Engine.Requests;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>host …</c>: what can be done with single hosts.</summary>
internal static class HostCommand
{
    public static Command Make(Door door)
    {
        var command = new Command("host", "List and manage the hosts of provisions")
        {
            ListCommands.Make(door, "list", "List hosts", HostTable.Definition, provisions => provisions.SelectMany(p => p.Hosts)),
            HostTopCommand.Make(door),
            Power(door, "poweroff", "Power hosts off; they stay rented", PowerChange.Stop, "disabled"),
            Power(door, "resume", "Power hosts on", PowerChange.Start, "enabled"),
            Reboot(door),
            Configure(door),
            Delete(door),
            HostSshCommand.Make(door),
        };
        return command;
    }

    private static Command Power(Door door, string name, string description, PowerChange change, string success)
    {
        var wait = new WaitOptions();
        var command = new Command(name, description);
        wait.AddTo(command);
        return HostOperation.Make(door, command, (parsed, provision, ids) => new PowerRequest(provision, ids, change) { Wait = wait.Read(parsed) }, success);
    }

    private static Command Reboot(Door door)
    {
        var hard = new Option<bool>("--hard", "-H") { Description = "Power off and on instead of an orderly reboot" };
        var wait = new WaitOptions();
        var command = new Command("reboot", "Reboot hosts") { hard };
        wait.AddTo(command);
        return HostOperation.Make(door, command, (parsed, provision, ids) => new PowerRequest(provision, ids, parsed.GetValue(hard) ? PowerChange.Reset : PowerChange.Restart) { Wait = wait.Read(parsed) }, "enabled");
    }

    private static Command Configure(Door door)
    {
        var force = new Option<bool>("--force", "-F") { Description = "Configure hosts that are configured already, too" };
        var command = new Command("configure", "Configure hosts") { force };
        return HostOperation.Make(
            door, command, (parsed, provision, ids) => new ConfigureRequest(provision) { HostIds = ids, Reapply = parsed.GetValue(force) }, "enabled",
            (parsed, host) => host.ConfigurationStatus == "configured" && !parsed.GetValue(force) ? ConfigureCommand.AlreadyConfigured(host.Name) : null);
    }

    private static Command Delete(Door door)
    {
        var cleanup = new Option<bool>("--cleanup") { Description = "Delete running virtual machines first" };
        var command = new Command("delete", "Remove hosts from their provisions and release the machines") { cleanup };
        return HostOperation.Make(door, command, (parsed, provision, ids) => new DeleteHostsRequest(provision, ids) { RemoveContents = parsed.GetValue(cleanup) }, "deleted");
    }
}
