using System.Collections.Immutable;
using System.Security;
using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Takes what must not be shown out of a text: the session, and what one call has sent.</summary>
internal sealed partial class SecretMask
{
    private const string Replacement = "***";

    // A password of "a" or "one" stands inside of ordinary words. Masking it there hides nothing, since nobody can tell those letters from any others;
    // it only makes the message unreadable, and the holes in well-known words would spell the password. So one that is shorter than this is masked where
    // it stands by itself, as somebody who repeats it writes it (password=one, "one", user:one), and not as part of a longer word or of a dotted or
    // hyphenated name (one.vn.info).
    private const int ShortestInsideOfWords = 4;

    private readonly ImmutableArray<string> _secrets;
    private readonly ImmutableArray<Regex> _short;

    private SecretMask(IEnumerable<string> secrets, IEnumerable<Regex> whole)
    {
        // The longest first: a secret may be part of another one.
        _secrets = [.. secrets.Where(secret => secret.Length > 0).Distinct().OrderByDescending(secret => secret.Length)];
        _short = [.. whole];
    }

    /// <summary>The length of the longest secret: so much of a text that was cut off may be the beginning of one.</summary>
    public int Longest => _secrets.Length == 0 ? 0 : _secrets[0].Length;

    /// <summary>The session string and its password.</summary>
    public static SecretMask ForSession(string session)
    {
        var password = session[(session.IndexOf(':') + 1)..];
        return password.Length < ShortestInsideOfWords
            ? new SecretMask(Forms(session), Forms(password).Where(form => form.Length > 0).Distinct().OrderByDescending(form => form.Length).Select(Whole))
            : new SecretMask(Forms(session).Concat(Forms(password)), []);
    }

    /// <summary>
    /// Also what a call has sent: a proxy's error page, or the daemon's "not a proper call", may repeat the request. Short values are left
    /// alone, since masking "1" would make the message unreadable.
    /// </summary>
    public SecretMask With(IEnumerable<WireValue> arguments)
    {
        var texts = arguments.Where(argument => argument.Type == WireType.Text).Select(argument => argument.Text).ToList();
        var quoted = texts.SelectMany(text => Quoted().Matches(text).Select(match => match.Groups[1].Value));
        return new SecretMask(_secrets.Concat(texts.Concat(quoted).Where(text => text.Length >= ShortestInsideOfWords).SelectMany(Forms)), _short);
    }

    /// <summary>The text without the secrets.</summary>
    public string Apply(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Replacement, StringComparison.Ordinal);
        foreach (var secret in _short)
            text = secret.Replace(text, Replacement);
        return text;
    }

    private static Regex Whole(string secret) => new($@"(?<![\p{{L}}\p{{N}}_]|[\p{{L}}\p{{N}}_][.\-]){Regex.Escape(secret)}(?![\p{{L}}\p{{N}}_]|[.\-][\p{{L}}\p{{N}}_])", RegexOptions.CultureInvariant);

    private static IEnumerable<string> Forms(string secret) =>
        [secret, SecurityElement.Escape(secret), System.Net.WebUtility.HtmlEncode(secret), Uri.EscapeDataString(secret)];

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Quoted();
}
