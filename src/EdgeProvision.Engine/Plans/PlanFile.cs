using EdgeProvision.Model;

namespace EdgeProvision.Engine.Plans;

/// <summary>Plans in files.</summary>
public static class PlanFile
{
    /// <summary>Reads one.</summary>
    /// <exception cref="EdgeException"><c>PlanUnreadable</c>.</exception>
    public static async Task<Plan> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw PlanRequests.Unreadable(path, error.Message.TrimEnd('.'));
        }

        return PlanDocument.Read(text, path);
    }

    /// <summary>Writes one; a file that stands there is replaced.</summary>
    /// <exception cref="EdgeException"><c>PlanNotWritten</c>.</exception>
    public static async Task WriteAsync(string path, Plan plan, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, PlanDocument.Write(plan), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeException("PlanNotWritten", ErrorKind.Refused, $"The plan could not be written to {path}: {error.Message}", error) { Target = path, RecommendedAction = "Give a file that can be written." };
        }
    }
}
