using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>Reads endpoints.</summary>
internal static class EndpointAddress
{
    public static Uri Parse(FoundValue found, string driver)
    {
        // What is wrong is said without repeating the value: a password may stand in it.
        var mistake = !Uri.TryCreate(found.Value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0
            ? "is no address that starts with https:// or http://"
            : uri.UserInfo.Length > 0 ? "has a user name or password in it"
            : uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "has a '?' or '#' in it" : null;
        return mistake is null ? uri! : throw new EdgeException(
            "ProviderEndpointInvalid", ErrorKind.InvalidInput, $"The endpoint of {driver}, from {found.Source}, {mistake}.")
        {
            Target = driver,
            RecommendedAction = "Give the base address of the provider's API, for example https://packet.example.net.",
        };
    }

    /// <summary>True when both lead to the same service.</summary>
    public static bool Same(Uri one, Uri other) => Uri.Compare(
        one, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
        && one.AbsolutePath.TrimEnd('/') == other.AbsolutePath.TrimEnd('/');
}
