using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeProvision.Engine.Hosts.Roles.Expressions;

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>The hash that tells whether a host has been configured to just this.</summary>
internal static class RequestFingerprint
{
    /// <summary>Raised when programs compiled from the same roles and values come to do something else.</summary>
    private const int Format = 2;

    /// <summary>
    /// SHA-256 over format, playbooks, roles and the values given for their variables, each in its type (<c>yes</c> and <c>true</c> are one).
    /// Defaults enter by the files that they stand in, so a host's own addresses do not enter, nor do peers and secrets.
    /// </summary>
    public static string Of(Play play, ConfigurationRequest request)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"format {Format}\n");
        foreach (var playbook in play.Playbooks)
            text.Append(CultureInfo.InvariantCulture, $"playbook {playbook.Name} {playbook.ContentHash}\n");
        foreach (var role in play.Roles)
            text.Append(CultureInfo.InvariantCulture, $"role {role.Name} {role.ContentHash}\n");
        foreach (var variable in play.Variables.Where(v => !v.IsSecret && !request.SecretNames.Contains(v.Name)).OrderBy(v => v.Name, StringComparer.Ordinal))
        {
            if (play.Source(request, variable.Name)?.Given is { } given)
                text.Append(CultureInfo.InvariantCulture, $"{variable.Name} = {Canonical(variable.Check(given, isSecret: false))}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    private static string Canonical(object? value) => value switch
    {
        IReadOnlyList<object?> list => $"[{string.Join(",", list.Select(Canonical))}]",
        IReadOnlyDictionary<string, object?> map =>
            $"{{{string.Join(",", map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{JsonEncodedText.Encode(p.Key)}:{Canonical(p.Value)}"))}}}",
        _ => $"\"{JsonEncodedText.Encode(ValueRules.Text(value))}\"",
    };
}
