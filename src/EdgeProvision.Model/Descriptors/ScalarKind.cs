namespace EdgeProvision.Model;

/// <summary>What a scalar is under the YAML 1.1 rules by which the original tool read descriptors.</summary>
public enum ScalarKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary><c>yes</c>, <c>no</c>, <c>true</c>, <c>false</c>, <c>on</c>, <c>off</c> in any case, unquoted.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent. Its source text is kept: <c>5.10</c> is not <c>5.1</c>.</summary>
    Float,

    /// <summary>Nothing: <c>~</c>, <c>null</c> or no text at all, unquoted.</summary>
    Null,
}
