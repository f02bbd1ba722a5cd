namespace EdgeProvision.Engine.Providers;

/// <summary>How long between two looks at something that is on its way.</summary>
internal static class PollPace
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Where requests settle in a part of the usual time, as in a sandbox, machines come in a part of it, too: five seconds between two looks would be most of the run.
    /// </summary>
    /// <param name="settleWindow">How long requests take to settle here.</param>
    /// <param name="usual">How long they take at the real service.</param>
    public static TimeSpan Of(TimeSpan settleWindow, TimeSpan usual)
    {
        var share = Longest * (settleWindow / usual);
        return share < Shortest ? Shortest : share > Longest ? Longest : share;
    }
}
