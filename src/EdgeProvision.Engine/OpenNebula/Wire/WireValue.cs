using System.Globalization;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>One argument of a call. The front-end checks types strictly: an id sent as text is a fault.</summary>
public readonly record struct WireValue
{
    private WireValue(WireType type, string text)
    {
        Type = type;
        Text = text;
    }

    /// <summary>What the argument is on the wire.</summary>
    public WireType Type { get; }

    /// <summary>The argument as it stands between the type's tags, before escaping.</summary>
    public string Text { get; }

    /// <summary>A text argument.</summary>
    public static implicit operator WireValue(string value) => new(WireType.Text, value);

    /// <summary>A 32-bit number.</summary>
    public static implicit operator WireValue(int value) =>
        new(WireType.Integer, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A truth value.</summary>
    public static implicit operator WireValue(bool value) => new(WireType.Flag, value ? "1" : "0");

    /// <summary>The type and the length of a text, never the text: a template may hold a secret.</summary>
    public override string ToString() => Type == WireType.Text ? $"<{Text.Length} characters>" : Text;
}
