using System.CommandLine;
using EdgeProvision.Engine.Setup;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>setup</c>: has the front-end on this machine use this program as its IPAM driver and alias hook.</summary>
internal static class SetupCommand
{
    public static Command Make(Door door)
    {
        var check = new Option<bool>("--check") { Description = "Show what would be changed, and change nothing; exit code 255 when there is something" };
        var remove = new Option<bool>("--remove") { Description = "Take away what an earlier setup has put there, and nothing else" };
        var remotes = new Option<string?>("--remotes") { Description = "The front-end's folder of drivers (/var/lib/one/remotes)", HelpName = "DIRECTORY" };
        var conf = new Option<string?>("--oned-conf") { Description = "oned's configuration (/etc/one/oned.conf)", HelpName = "FILE" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var command = new Command("setup", "Set this front-end up to give virtual machines public addresses: IPAM drivers, network driver, hooks") { check, remove, remotes, conf, yes };
        command.Does(door, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            var request = new SetupRequest(door.Program) { Remove = parsed.GetValue(remove) };
            request = request with { Remotes = Path.GetFullPath(parsed.GetValue(remotes) ?? request.Remotes), OnedConf = Path.GetFullPath(parsed.GetValue(conf) ?? request.OnedConf) };
            var plan = await engine.PlanSetupAsync(request, run.CancellationToken).ConfigureAwait(false);
            foreach (var change in plan.Changes)
                await run.Terminal.Output.WriteAsync(change.Difference).ConfigureAwait(false);
            if (plan.IsEmpty)
                run.Print(request.Remove ? "Nothing of a setup is there." : "Everything is set up.");
            else if (parsed.GetValue(check))
                return ExitCodes.Failure;
            else
                await ApplyAsync(run, engine, plan, request, parsed.GetValue(yes)).ConfigureAwait(false);
            if (plan.Note is { } note)
                run.Messages.Warn(note);
            return ExitCodes.Success;
        }));
        return command;
    }

    private static async Task ApplyAsync(CommandRun run, Engine.IEdgeEngine engine, SetupPlan plan, SetupRequest request, bool isAgreed)
    {
        if (!isAgreed && !Confirm(run))
        {
            throw new EdgeException("NotConfirmed", ErrorKind.Stopped, "Nothing was changed.")
            {
                RecommendedAction = run.IsInteractive ? null : "Nobody can be asked here. Give --yes to make these changes.",
            };
        }

        await engine.ApplySetupAsync(plan, request, run.CancellationToken).ConfigureAwait(false);
        run.Print(request.Remove ? "The setup was taken away." : "The front-end is set up.");
    }

    private static bool Confirm(CommandRun run)
    {
        if (!run.IsInteractive)
            return false;
        run.Messages.Ask("Make these changes? [y/N] ");
        return run.Terminal.Input.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
