using System.CommandLine;
using EdgeProvision.Engine.Ipam;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>ipam ACTION [REQUEST-ID]</c>: OpenNebula's IPAM driver. The scripts that <c>setup</c> writes are this command.</summary>
internal static class IpamCommand
{
    public static Command Make(Door door)
    {
        var action = new Argument<string>("action") { Description = $"What oned asks: {string.Join(", ", IpamActions.Names)}" };
        var request = new Argument<string?>("request-id") { Description = "oned's number of the request", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("ipam", "Act as OpenNebula's IPAM driver: an address range in base64 on standard input, the answer on standard output") { action, request };
        command.Does(door, async (run, parsed) =>
        {
            var options = run.EngineOptions;
            var began = options.Time.GetTimestamp();
            try
            {
                var asked = IpamActions.Parse(parsed.GetRequiredValue(action));
                var text = await DriverInput.ReadAsync(run.Terminal.Input, run.CancellationToken).ConfigureAwait(false);
                return await run.WithEngineAsync(options, async engine =>
                {
                    var call = new IpamCall(asked, text, began) { Tolerated = error => DriverErrors.Mention(run, error) };
                    var answer = await engine.AnswerIpamAsync(call, run.CancellationToken).ConfigureAwait(false);
                    if (answer.Length > 0)
                        await run.Terminal.Output.WriteLineAsync(answer).ConfigureAwait(false);
                    return ExitCodes.Success;
                }).ConfigureAwait(false);
            }
            catch (EdgeException error)
            {
                DriverErrors.Write(run, error);
                return ExitCodes.Failure;
            }
        });
        return command;
    }
}
