using System.Management.Automation;
using System.Text;

namespace EdgeProvision.PowerShell.Tests.Surface;

/// <summary>All that scripts rest on, as text: a line for each parameter and each property, so that a change is a readable difference.</summary>
internal static class SurfaceText
{
    /// <summary>Writes it down.</summary>
    public static string Of(IEnumerable<CmdletInfo> cmdlets)
    {
        var all = cmdlets.OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        var text = new StringBuilder("""
            # What scripts rest on: the cmdlets with their parameters, and the types that they write or take.
            # Written by ./build.sh surface (./build.ps1 Surface), which is also how it is renewed; a test compares it with the module.

            """.ReplaceLineEndings("\n"));
        foreach (var cmdlet in all)
            Add(text, cmdlet);
        foreach (var type in SurfaceTypes.Of(all))
            Add(text, type);
        return text.ToString();
    }

    private static void Add(StringBuilder text, CmdletInfo cmdlet)
    {
        var attribute = cmdlet.ImplementingType.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>().Single();
        text.Append('\n').Append(cmdlet.Name).Append('\n');
        Add(text, "writes", string.Join(", ", cmdlet.OutputType.Select(t => t.Name).Order(StringComparer.Ordinal)));
        var sets = cmdlet.ParameterSets.Select(s => s.Name).Order(StringComparer.Ordinal).ToList();
        if (sets.Count > 1)
            Add(text, "sets", string.Join(", ", sets.Select(s => s == cmdlet.DefaultParameterSet ? s + " (default)" : s)));
        if (attribute.SupportsShouldProcess)
            Add(text, "asks", $"-WhatIf, -Confirm, impact {attribute.ConfirmImpact}");
        foreach (var parameter in cmdlet.Parameters.Values.Where(p => !IsCommon(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal))
            Add(text, "-" + parameter.Name, SurfaceParameter.Describe(parameter, sets.Count));
    }

    private static void Add(StringBuilder text, Type type)
    {
        text.Append('\n').Append(type.FullName).Append('\n');
        if (type.IsEnum)
        {
            Add(text, "values", string.Join(", ", Enum.GetNames(type)));
            return;
        }

        foreach (var property in type.GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal))
            Add(text, property.Name, SurfaceTypes.NameOf(property.PropertyType));
    }

    private static void Add(StringBuilder text, string word, string what) => text.Append(FormattableString.Invariant($"    {word,-20} {what}").TrimEnd()).Append('\n');

    private static bool IsCommon(string name) =>
        Cmdlet.CommonParameters.Contains(name) || Cmdlet.OptionalCommonParameters.Contains(name);
}
