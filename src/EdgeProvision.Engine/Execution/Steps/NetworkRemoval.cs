using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Deletes a network until it is gone, whatever state an earlier run or a killed oned left it in.</summary>
internal static class NetworkRemoval
{
    public static async Task DeleteAsync(StepContext context, int id, TimeSpan limit)
    {
        var scope = context.Operation;
        var networks = scope.FrontEnd.Networks;
        var began = scope.Time.GetTimestamp();
        var recovered = 0;
        while (true)
        {
            try
            {
                var network = await networks.InfoAsync(id, SecretView.Cipher, context.CancellationToken).ConfigureAwait(false);
                if (network.State is NetworkState.LockCreate or NetworkState.LockDelete && scope.Time.GetElapsedTime(began) > limit)
                {
                    // A killed oned left it there. Failing the action lets it be deleted; deleting by recovery unregisters nothing, so it comes last.
                    if (recovered++ == 2)
                        throw StillThere(id);
                    await networks.RecoverAsync(id, recovered == 1 ? NetworkRecovery.Failure : NetworkRecovery.Delete, context.CancellationToken).ConfigureAwait(false);
                    began = scope.Time.GetTimestamp();
                }
                else if (network.State is not (NetworkState.LockCreate or NetworkState.LockDelete or NetworkState.Done))
                {
                    await networks.DeleteAsync(id, context.CancellationToken).ConfigureAwait(false);
                }
            }
            catch (FrontEndException error) when (error.Kind == ErrorKind.NotFound)
            {
                return;
            }
            catch (FrontEndException error) when (error.ErrorCode == 2048 && HasNoReason(error.ServerMessage) && scope.Time.GetElapsedTime(began) < limit)
            {
                // An empty reason: the IPAM driver could not give the range back. It may later.
                context.Progress($"network {id}: the address range could not be given back yet");
            }
            catch (FrontEndException error) when (error.ErrorCode == 2048 && error.ServerMessage.Contains("wrong state", StringComparison.OrdinalIgnoreCase))
            {
                // It changed its state since it was read.
            }
            catch (EdgeException error) when (error.Code is FrontEndErrorCodes.AnswerLost or FrontEndErrorCodes.Timeout)
            {
                // The next look tells.
            }

            if (scope.Time.GetElapsedTime(began) > limit * 3)
                throw StillThere(id);
            await Task.Delay(scope.Timings.FrontEndPoll / 4, scope.Time, context.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>oned says what it could not do, and nothing after it when its IPAM driver gave no reason.</summary>
    private static bool HasNoReason(string message) =>
        message.TrimEnd() is var text && (text.EndsWith(':') || text.EndsWith("Cannot delete virtual network.", StringComparison.Ordinal));

    private static EdgeException StillThere(int id) =>
        new("NetworkNotDeleted", ErrorKind.Timeout, $"Network {id} could not be deleted.")
        {
            Target = $"network {id}",
            RecommendedAction = "See oned.log for what its IPAM driver answers, then run the command again.",
        };
}
