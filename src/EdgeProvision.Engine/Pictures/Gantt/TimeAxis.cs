namespace EdgeProvision.Engine.Pictures.Gantt;

/// <summary>Round times to put lines at.</summary>
internal static class TimeAxis
{
    private const int MostTicks = 12;
    private static readonly double[] s_steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];

    /// <summary>The ticks from zero to the length, with their labels in one unit.</summary>
    public static IReadOnlyList<(TimeSpan At, string Label)> Ticks(TimeSpan length)
    {
        var seconds = Math.Max(length.TotalSeconds, 0.1);
        var step = s_steps.FirstOrDefault(s => seconds / s <= MostTicks);
        if (step <= 0)
            step = s_steps[^1] * Math.Ceiling(seconds / s_steps[^1] / MostTicks);
        return [.. Enumerable.Range(0, (int)(seconds / step) + 1).Select(n => (TimeSpan.FromSeconds(n * step), Label(n * step, step)))];
    }

    private static string Label(double at, double step) => step switch
    {
        < 1 => FormattableString.Invariant($"{at:0.0} s"),
        < 60 => at < 60 && step < 30 ? FormattableString.Invariant($"{at:0} s") : FormattableString.Invariant($"{(int)at / 60}:{(int)at % 60:00} min"),
        < 3600 => at < 3600 ? FormattableString.Invariant($"{at / 60:0} min") : FormattableString.Invariant($"{(int)at / 3600} h {(int)at % 3600 / 60:00}"),
        _ => FormattableString.Invariant($"{at / 3600:0} h"),
    };
}
