using System.CommandLine;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine.Ipam;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>hook alias</c>: what OpenNebula runs when the state of a virtual machine changes.</summary>
internal static class HookCommand
{
    public static Command Make(Door door)
    {
        var alias = new Command("alias", "Lead a virtual machine's public addresses to the host that it is on: the machine in base64 on standard input");
        alias.Does(door, async (run, _) =>
        {
            var log = new HookLog(door.HookLogFile, run.Terminal);
            try
            {
                var text = await DriverInput.ReadAsync(run.Terminal.Input, run.CancellationToken).ConfigureAwait(false);
                return await run.WithEngineAsync(async engine =>
                {
                    await engine.RunAliasHookAsync(text, log.Write, run.CancellationToken).ConfigureAwait(false);
                    return ExitCodes.Success;
                }).ConfigureAwait(false);
            }
            catch (EdgeException error)
            {
                log.Write(new(null, true, string.Join(' ', new[] { error.Message, error.RecommendedAction }.OfType<string>()).ReplaceLineEndings(" ")));
                throw;
            }
        });
        return new Command("hook", "Act as a hook of OpenNebula") { alias };
    }
}
