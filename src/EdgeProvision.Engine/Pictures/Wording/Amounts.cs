using System.Globalization;

namespace EdgeProvision.Engine.Pictures.Wording;

/// <summary>Numbers as people read them.</summary>
internal static class Amounts
{
    /// <summary><c>0.4 s</c>, <c>12 s</c>, <c>3 min 05 s</c>, <c>1 h 02 min</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 9.95 => Invariant($"{Math.Max(0, time.TotalSeconds):0.0} s"),
        < 59.5 => Invariant($"{time.TotalSeconds:0} s"),
        < 3599.5 => Invariant($"{(int)Rounded(time).TotalMinutes} min {Rounded(time).Seconds:00} s"),
        _ => Invariant($"{(long)Rounded(time).TotalHours} h {Rounded(time).Minutes:00} min"),
    };

    /// <summary><c>2026-02-02 10:00:00 UTC</c>.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary><c>1 host</c>, <c>2 hosts</c>.</summary>
    public static string Count(int number, string one, string many) => Invariant($"{number} {(number == 1 ? one : many)}");

    /// <summary>Cores of a host, from hundredths; empty while unknown.</summary>
    public static string Cores(int hundredths) => hundredths <= 0 ? "" : Invariant($"{hundredths / 100d:0.##}");

    /// <summary>Memory in GiB; empty while unknown.</summary>
    public static string Memory(long kibibytes) => kibibytes <= 0 ? "" : Invariant($"{kibibytes / 1024d / 1024d:0.0} GiB");

    /// <summary>Money with its sign and currency, <c>+0.50 USD</c>; empty while unknown.</summary>
    public static string Cost(decimal? amount, string? currency) => amount is { } known ? $"{known.ToString("+0.00##;-0.00##;0.00", CultureInfo.InvariantCulture)} {VisibleText.Of(currency)}".TrimEnd() : "";

    private static TimeSpan Rounded(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
