using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Deletes of single objects: one that is gone already is what was wanted, and a lost answer is asked again.</summary>
internal static class Removal
{
    public static async Task<StepOutcome> UntilGoneAsync(Func<CancellationToken, Task> delete, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await delete(cancellationToken).ConfigureAwait(false);
                return StepOutcome.Done;
            }
            catch (FrontEndException error) when (error.Kind == ErrorKind.NotFound)
            {
                return attempt == 1 ? StepOutcome.Unchanged : StepOutcome.Done;
            }
            catch (EdgeException error) when (error.Code == FrontEndErrorCodes.AnswerLost && attempt < 5)
            {
                // Deleting twice is fine.
            }
        }
    }
}
