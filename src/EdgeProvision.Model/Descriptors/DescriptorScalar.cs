using System.Text.Json.Serialization;

namespace EdgeProvision.Model;

/// <summary>A single value. What it prints, and <see cref="Text"/>, never contain a secret: only <see cref="Reveal"/> does.</summary>
[JsonConverter(typeof(DescriptorValueJsonConverter))]
public sealed record DescriptorScalar : DescriptorValue
{
    private const string Mask = "****";
    private readonly string _value;

    /// <summary>Makes a scalar.</summary>
    /// <param name="source">The text as written, without quotes.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="position">Where it stands.</param>
    public DescriptorScalar(string source, ScalarKind kind, DescriptorPosition position)
        : base(position)
    {
        Kind = kind;
        _value = kind switch
        {
            ScalarKind.Boolean => IsTrue(source) ? "true" : "false",
            ScalarKind.Null => "",
            _ => source,
        };
    }

    /// <summary>What the scalar is.</summary>
    public ScalarKind Kind { get; }

    /// <summary>True when the value must not be shown, logged or written to a file.</summary>
    public bool IsSecret { get; init; }

    /// <summary>
    /// Where a secret comes from, for example <c>${env:PACKET_TOKEN}</c>, as it stood in the descriptor; <c>null</c> when the value was written out.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>
    /// The text as OpenNebula gets it: booleans are <c>true</c> or <c>false</c>, numbers their source text, nothing is empty.
    /// For a secret it is a mask, which counts as not given wherever it ends up.
    /// </summary>
    public string Text => IsSecret ? Mask : _value;

    /// <inheritdoc/>
    public override bool HasSecret => IsSecret;

    /// <inheritdoc/>
    public override bool IsMasked => Kind == ScalarKind.Null || _value == "canary" || (_value.Length > 0 && _value.AsSpan().Trim('*').IsEmpty);

    /// <summary>The boolean, or <c>null</c> when the scalar is none.</summary>
    public bool? AsBoolean => Kind == ScalarKind.Boolean ? _value == "true" : null;

    /// <summary>The text itself, also when it is a secret. For what is sent to a provider, a front-end or a host; never for people.</summary>
    public string Reveal() => _value;

    /// <summary>The same scalar with another text, which is then a string.</summary>
    public DescriptorScalar WithText(string text) => new(text, ScalarKind.String, Position) { IsSecret = IsSecret, Origin = Origin };

    /// <inheritdoc/>
    public bool Equals(DescriptorScalar? other) =>
        other is not null && other.Kind == Kind && other._value == _value && other.IsSecret == IsSecret;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _value);

    /// <summary>The text, or a mask for a secret.</summary>
    public override string ToString() => Text;

    private static bool IsTrue(string source) =>
        source.Equals("yes", StringComparison.OrdinalIgnoreCase)
        || source.Equals("true", StringComparison.OrdinalIgnoreCase)
        || source.Equals("on", StringComparison.OrdinalIgnoreCase);
}
