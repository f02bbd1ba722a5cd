using EdgeProvision.Engine.Ipam;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Aliases;

/// <summary>
/// What OpenNebula runs when a virtual machine starts to run, has a card plugged or unplugged, or ends: its public addresses are led to the host that it is on, or nowhere.
/// What came on standard input is how the machine was when the hook was called. Hooks may be late, overtake each other or be repeated, so each looks how it is now, and looks
/// once more when it has changed something: whichever ends last leaves what is right.
/// </summary>
internal sealed class AliasHook(EngineParts parts, Action<AliasMessage> log)
{
    private const int MostRounds = 4;

    private readonly AliasPlacement _placement = new(parts);

    /// <summary>Settles all addresses of the machine. What the provider or a host refuses is logged.</summary>
    /// <param name="text">What came on standard input.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EdgeException">The front-end does not answer, or this is no virtual machine.</exception>
    public async Task RunAsync(string text, CancellationToken cancellationToken)
    {
        var told = Read(text);
        var now = await FindAsync(told.Id, cancellationToken).ConfigureAwait(false);
        foreach (var alias in MachineAlias.Of(told).Concat(now is null ? [] : MachineAlias.Of(now)).Distinct())
            await SettleAsync(told.Id, now, alias, cancellationToken).ConfigureAwait(false);
    }

    private async Task SettleAsync(int vmId, VmObject? vm, MachineAlias alias, CancellationToken cancellationToken)
    {
        for (var round = 1; round <= MostRounds; round++)
        {
            var host = alias.WantedHost(vm);
            try
            {
                await _placement.PlaceAsync(vmId, alias, host, (isError, text) => log(new AliasMessage(vmId, isError, ErrorText.Clean(text))), cancellationToken).ConfigureAwait(false);
            }
            catch (EdgeException error) when (!IsOfFrontEnd(error))
            {
                log(new AliasMessage(vmId, true, ErrorText.Clean($"{alias}: {error.Message} {error.RecommendedAction}")));
                return;
            }

            vm = await FindAsync(vmId, cancellationToken).ConfigureAwait(false);
            if (alias.WantedHost(vm) == host)
                return;
        }
    }

    /// <summary>The machine as it is now; null when OpenNebula has forgotten it.</summary>
    private async Task<VmObject?> FindAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            return await parts.Client.VirtualMachines.InfoAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Code == FrontEndErrorCodes.ObjectNotFound)
        {
            return null;
        }
    }

    private static VmObject Read(string text)
    {
        try
        {
            return VmObject.Read(DriverInput.Decode(text, "VM"));
        }
        catch (AnswerFormatException failure)
        {
            throw DriverInput.Invalid(failure.Message);
        }
    }

    private static bool IsOfFrontEnd(EdgeException error) => error.Code.StartsWith("FrontEnd", StringComparison.Ordinal) && error.Code != FrontEndErrorCodes.ObjectNotFound;
}
