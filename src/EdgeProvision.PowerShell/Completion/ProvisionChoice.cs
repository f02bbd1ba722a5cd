using System.Collections;
using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Whether what is on the command line so far narrows the choice to a provision.</summary>
internal static class ProvisionChoice
{
    public static bool Includes(IDictionary boundParameters, Provision provision, string parameter = "Provision") => Includes(boundParameters, provision.Name, provision.Id, parameter);

    public static bool Includes(IDictionary boundParameters, string provision, string id, string parameter = "Provision")
    {
        var given = boundParameters[parameter] switch
        {
            null => null,
            string one => new[] { one },
            IEnumerable many => [.. many.Cast<object?>().Select(o => o?.ToString() ?? "")],
            var other => [other.ToString() ?? ""],
        };
        return given is null || given.Any(name =>
            WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(provision) || string.Equals(name, id, StringComparison.OrdinalIgnoreCase));
    }
}
