using System.Collections.Immutable;
using System.Security;
using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Takes what must not be shown out of a text: the session, and what one call has sent.</summary>
internal sealed partial class SecretMask
{
    private const string Replacement = "***";

    private readonly ImmutableArray<string> _secrets;

    private SecretMask(IEnumerable<string> secrets) =>
        // The longest first: a secret may be part of another one.
        _secrets = [.. secrets.Where(secret => secret.Length > 0).Distinct().OrderByDescending(secret => secret.Length)];

    /// <summary>The length of the longest secret: so much of a text that was cut off may be the beginning of one.</summary>
    public int Longest => _secrets.Length == 0 ? 0 : _secrets[0].Length;

    /// <summary>The session string and its password.</summary>
    public static SecretMask ForSession(string session)
    {
        var password = session[(session.IndexOf(':') + 1)..];
        return new SecretMask(Forms(session).Concat(Forms(password)));
    }

    /// <summary>
    /// Also what a call has sent: a proxy's error page, or the daemon's "not a proper call", may repeat the request. Short values are left
    /// alone, since masking "1" would make the message unreadable.
    /// </summary>
    public SecretMask With(IEnumerable<WireValue> arguments)
    {
        var texts = arguments.Where(argument => argument.Type == WireType.Text).Select(argument => argument.Text).ToList();
        var quoted = texts.SelectMany(text => Quoted().Matches(text).Select(match => match.Groups[1].Value));
        return new SecretMask(_secrets.Concat(texts.Concat(quoted).Where(text => text.Length >= 4).SelectMany(Forms)));
    }

    /// <summary>The text without the secrets.</summary>
    public string Apply(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Replacement, StringComparison.Ordinal);
        return text;
    }

    private static IEnumerable<string> Forms(string secret) =>
        [secret, SecurityElement.Escape(secret), System.Net.WebUtility.HtmlEncode(secret), Uri.EscapeDataString(secret)];

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Quoted();
}
