using System.CommandLine;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>unlock PROVISION --force</c>: removes the lock of somebody known to be dead.</summary>
internal static class UnlockCommand
{
    public static Command Make(Door door)
    {
        var provision = new Argument<string>("name") { Description = "The provision's name" };
        var force = new Option<bool>("--force", "-F") { Description = "Required: whoever holds the lock must be known to be dead" };
        var command = new Command("unlock", "Remove the lock of an operation that has died") { provision, force };
        command.Does(door, (run, parsed) =>
        {
            var name = parsed.GetRequiredValue(provision);
            if (!parsed.GetValue(force))
            {
                throw new EdgeException("ForceRequired", ErrorKind.Refused, $"The lock of provision {name} is not removed without --force.")
                {
                    Target = name,
                    RecommendedAction = "A lock ends by itself a minute after its process has died. Remove it only when that process is known to be dead.",
                };
            }

            return run.WithEngineAsync(async engine =>
            {
                run.Messages.Status("Waiting until whoever held the lock has noticed ...");
                var holder = await engine.UnlockAsync(name, run.CancellationToken).ConfigureAwait(false);
                run.Messages.ClearStatus();
                run.Terminal.Output.WriteLine(holder is null ? $"Nobody holds the lock of provision {name}." : $"The lock of provision {name} was held by {holder} and is removed.");
                return ExitCodes.Success;
            });
        });
        return command;
    }
}
