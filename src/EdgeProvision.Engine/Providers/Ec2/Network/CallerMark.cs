using System.Globalization;
using System.Text.RegularExpressions;
using EdgeProvision.Engine.Providers.Origins;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// What a caller's rule says in its description: who was let in, for which operation, and when. By it the rule is known to be ours, and to be over when its caller comes from elsewhere.
/// <code>
///   EdgeProvision: caller (create 5c1e0f2a, 2026-11-28T08:41:07Z)
///   EdgeProvision: front-end one.example.org (create 5c1e0f2a, 2026-11-28T08:41:07Z)
/// </code>
/// </summary>
/// <param name="FrontEnd">What the front-end is known by; null for whoever ran a command.</param>
/// <param name="Work">The operation.</param>
/// <param name="Since">When, by the service's clock.</param>
internal sealed partial record CallerMark(string? FrontEnd, string Work, DateTimeOffset Since)
{
    // The service takes 255 characters, few but letters and digits.
    private const int LongestPart = 100;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The mark of a caller.</summary>
    public static CallerMark Of(Caller caller, string? work, DateTimeOffset now) => new(caller.FrontEnd is { } name ? Fit(name) : null, Fit(work ?? "command"), now);

    /// <summary>What a description says; null when it is another's.</summary>
    public static CallerMark? Parse(string? description)
    {
        var match = Form().Match(description ?? "");
        return match.Success && DateTimeOffset.TryParseExact(match.Groups["since"].Value, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            ? new CallerMark(match.Groups["name"] is { Success: true, Value: var name } ? name : null, match.Groups["work"].Value, since)
            : null;
    }

    /// <summary>
    /// True when the caller is known to come from elsewhere by now. The front-end may be seen under several addresses at once, by its name and as the machine that a command was run on:
    /// only what is known of it in the same way is another address of it. And while nothing is known of it, it may be that it comes in as one of the callers.
    /// </summary>
    public bool IsOver(string network, SeenOrigins seen) => !seen.All.Contains(network, StringComparer.Ordinal) && FrontEnd switch
    {
        null => seen.Own is not null && (seen.FrontEnd.Count > 0 || seen.Here is not null),
        var name when seen.Here is { } here && name == Fit(here) => seen.Own is not null,
        var name => seen.FrontEnd.Count > 0 && name == Fit(seen.FrontEndName),
    };

    /// <inheritdoc/>
    public override string ToString() => $"EdgeProvision: {Who} ({Work}, {Since.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)})";

    private string Who => FrontEnd is null ? "caller" : $"front-end {FrontEnd}";

    private static string Fit(string text)
    {
        var fit = Unfit().Replace(text, "-");
        return fit.Length > LongestPart ? fit[..LongestPart] : fit;
    }

    [GeneratedRegex(@"\AEdgeProvision: (?:caller|front-end (?<name>[A-Za-z0-9._:-]+)) \((?<work>[A-Za-z0-9 ._:-]+), (?<since>[0-9TZ:-]{20})\)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex(@"[^A-Za-z0-9 ._:-]")]
    private static partial Regex Unfit();
}
