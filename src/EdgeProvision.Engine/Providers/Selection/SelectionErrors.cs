using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>The errors of selection.</summary>
internal static class SelectionErrors
{
    /// <summary>Everything that is missing, in one error: its code is that of the first.</summary>
    public static EdgeException Missing(ProviderDefinition definition, ProviderPlaces places, IReadOnlyList<string> keys)
    {
        var texts = keys.Select(key => key == definition.EndpointKey
            ? $"No endpoint for {definition.Name}. {definition.EndpointRemark} Looked at: {places.Describe(key, false)}."
            : $"No {Word(definition, key)} ({key}) for {definition.Name}. Looked at: {places.Describe(key, definition.SecretKeys.Contains(key))}.");
        var code = keys[0] == definition.EndpointKey ? "ProviderEndpointMissing"
            : keys[0] == definition.ProjectKey ? "ProviderProjectMissing"
            : keys[0] == definition.RegionKey ? "ProviderRegionMissing" : "ProviderTokenMissing";
        return new EdgeException(code, ErrorKind.InvalidInput, string.Join(" ", texts))
        {
            Target = definition.Name,
            RecommendedAction = $"Set {string.Join(" and ", keys.Select(ProviderPlaces.Variable))} in the environment, or write {string.Join(" and ", keys)} into the descriptor. Or register the provider (Register-EdgeProvider)."
                + " Without an account, start a sandbox and connect to it.",
        };
    }

    public static EdgeException Differs(string driver, string key, FoundValue given, string recorded, string remark) => new(
        "ProviderEndpointDiffers", ErrorKind.InvalidInput,
        $"The provision was made with the {key} '{recorded}' (in its record), but {given.Source} says '{given.Value}'. A provision does not move between services or projects.")
    {
        Target = driver,
        RecommendedAction = remark,
    };

    public static EdgeException NotInSandbox(string driver, string sandbox, IEnumerable<string> played) => new(
        "SandboxDriverMissing", ErrorKind.NotSupported,
        $"The {sandbox} has no emulator for the provider driver '{driver}', and real services are not called from a sandbox. It plays: {List(played)}.")
    {
        Target = driver,
        RecommendedAction = "Use a driver that the sandbox plays, or connect to a real front-end.",
    };

    public static EdgeException RegionNotPlayed(string sandbox, string driver, FoundValue region, IReadOnlyList<string> played) => new(
        "ProviderRegionUnknown", ErrorKind.NotFound, $"The {sandbox} plays no region '{ErrorText.Clean(region.Value)}' of {driver} ({region.Source}). It plays: {List(played)}.")
    {
        Target = driver,
        RecommendedAction = NearestKey.Of(region.Value, played) is { } near ? $"Did you mean {near}? Otherwise write one of these while you try it." : "Write one of these while you try it.",
    };

    private static string List(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? text : "none";

    private static string Word(ProviderDefinition definition, string key) =>
        key == definition.ProjectKey ? "project" : key == definition.RegionKey ? "region" : "credential";
}
