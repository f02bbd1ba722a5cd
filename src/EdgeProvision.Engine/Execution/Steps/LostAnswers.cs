using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Writes that must not be done twice and whose answer may get lost: what became of one is looked at before it is sent again. A connection that
/// breaks once may break twice, so one look is not the end of it.
/// </summary>
internal static class LostAnswers
{
    private const int Attempts = 5;

    /// <summary>Makes an object, or finds the one that an unanswered attempt made.</summary>
    /// <param name="allocate">Sends the call and answers the new object's id.</param>
    /// <param name="find">Looks for what an attempt may have made; null when there is none.</param>
    public static async Task<int> AllocateAsync(Func<Task<int>> allocate, Func<Task<int?>> find)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await allocate().ConfigureAwait(false);
            }
            catch (EdgeException error) when (error.Code == FrontEndErrorCodes.AnswerLost)
            {
                if (await find().ConfigureAwait(false) is { } id)
                    return id;
                if (attempt == Attempts)
                    throw;
            }
        }
    }

    /// <summary>Changes something, unless an unanswered attempt has done it.</summary>
    public static async Task ChangeAsync(Func<Task> change, Func<Task<bool>> isDone)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await change().ConfigureAwait(false);
                return;
            }
            catch (EdgeException error) when (error.Code == FrontEndErrorCodes.AnswerLost)
            {
                if (await isDone().ConfigureAwait(false))
                    return;
                if (attempt == Attempts)
                    throw;
            }
        }
    }
}
