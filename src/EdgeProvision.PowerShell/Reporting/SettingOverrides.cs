using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Security;
using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Engine.Requests;

namespace EdgeProvision.PowerShell.Reporting;

/// <summary>Settings that a user gives as a hashtable.</summary>
internal static class SettingOverrides
{
    /// <summary>By descriptor key; a SecureString becomes the text that it holds.</summary>
    public static Dictionary<string, string> From(Hashtable? settings)
    {
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in settings ?? [])
        {
            var value = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            overrides[entry.Key.ToString()!] = value is SecureString secret ? new NetworkCredential("", secret).Password : value?.ToString() ?? "";
        }

        return overrides;
    }

    /// <summary>With the registered provider that a parameter names.</summary>
    public static IReadOnlyDictionary<string, string> WithProvider(IReadOnlyDictionary<string, string> overrides, string? provider) =>
        provider is null ? overrides : new Dictionary<string, string>(overrides, StringComparer.Ordinal) { [RegisteredProviders.NameKey] = provider };

    /// <summary>A request with the registered provider that a parameter names.</summary>
    public static OperationRequest WithProvider(OperationRequest request, string? provider) => request with { Overrides = WithProvider(request.Overrides, provider) };
}
