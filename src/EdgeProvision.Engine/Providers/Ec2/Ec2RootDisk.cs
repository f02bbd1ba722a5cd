using System.Globalization;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>Reads <c>root_disk</c>: a size in GB.</summary>
internal static class Ec2RootDisk
{
    public static int? Parse(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : null;
}
