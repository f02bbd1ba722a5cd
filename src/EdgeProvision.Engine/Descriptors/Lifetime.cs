using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>How long a machine may live, as a descriptor says it: until a moment, or for so long after it was made.</summary>
/// <param name="Until">The moment, or null.</param>
/// <param name="Length">How long, or null.</param>
public sealed partial record Lifetime(DateTimeOffset? Until, TimeSpan? Length)
{
    /// <summary>The key that it stands at.</summary>
    public const string Key = "termination_time";

    private static readonly string[] s_moments =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ssK",
    ];

    /// <summary>Reads ISO 8601: a moment, of which UTC is meant where it names no zone, or a duration without months and years; or a number with m, h, d or w. Null for all else.</summary>
    public static Lifetime? TryParse(string text)
    {
        if (DateTimeOffset.TryParseExact(text.Trim(), s_moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
            return new Lifetime(moment, null);
        var match = Duration().Match(text.Trim());
        if (!match.Success)
            return null;
        var length = TimeSpan.FromDays(7 * Number("w")) + TimeSpan.FromDays(Number("d")) + TimeSpan.FromHours(Number("h")) + TimeSpan.FromMinutes(Number("m"));
        return length > TimeSpan.Zero ? new Lifetime(null, length) : null;

        int Number(string name) => match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>When something ends that was made then: whole seconds, since services keep no parts of them.</summary>
    public DateTimeOffset EndOf(DateTimeOffset madeAt)
    {
        var end = Until ?? madeAt + Length!.Value;
        return end.AddTicks(-(end.Ticks % TimeSpan.TicksPerSecond)).ToUniversalTime();
    }

    /// <summary>A moment as services and plans write it.</summary>
    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => Until is { } moment ? Text(moment) : Spoken(Length!.Value);

    private static string Spoken(TimeSpan length) => length switch
    {
        { TotalDays: var days } when days == Math.Floor(days) => string.Create(CultureInfo.InvariantCulture, $"{days:0} d"),
        { TotalHours: var hours } when hours == Math.Floor(hours) => string.Create(CultureInfo.InvariantCulture, $"{hours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length.TotalMinutes:0} min"),
    };

    [GeneratedRegex(@"\A(?:(?:(?<m>\d{1,6})m|(?<h>\d{1,5})h|(?<d>\d{1,4})d|(?<w>\d{1,3})w)|P(?=[0-9T])(?:(?<w>\d{1,3})W)?(?:(?<d>\d{1,4})D)?(?:T(?=[0-9])(?:(?<h>\d{1,5})H)?(?:(?<m>\d{1,6})M)?)?)\z")]
    private static partial Regex Duration();
}
