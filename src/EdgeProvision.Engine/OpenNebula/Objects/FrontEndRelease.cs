using System.Globalization;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A release of OpenNebula, for example 6.10.5.</summary>
public readonly record struct FrontEndRelease(int Major, int Minor, int Patch) : IComparable<FrontEndRelease>
{
    /// <summary>Reads <c>6.10.5</c>; further parts and text after the numbers (<c>6.99.80-dev</c>) do not matter.</summary>
    public static FrontEndRelease? Parse(string text)
    {
        var parts = text.Trim().Split('.', '-', '+', ' ');
        int Part(int index) =>
            index < parts.Length && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return Part(0) < 0 || Part(1) < 0 ? null : new FrontEndRelease(Part(0), Part(1), Math.Max(Part(2), 0));
    }

    /// <inheritdoc/>
    public int CompareTo(FrontEndRelease other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <summary>For example <c>6.10.5</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}
