using System.Globalization;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>An OpenNebula id that stands where a name is asked for, as OpenNebula's own commands take either.</summary>
internal static class WrittenId
{
    /// <summary>The id, or null where the text is no number.</summary>
    public static int? Of(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
