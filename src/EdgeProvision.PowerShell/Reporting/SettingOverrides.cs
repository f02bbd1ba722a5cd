using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Security;

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
}
