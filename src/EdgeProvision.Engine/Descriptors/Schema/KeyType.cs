namespace EdgeProvision.Engine.Descriptors.Schema;

/// <summary>What a key's value may be.</summary>
internal enum KeyType
{
    /// <summary>A single value.</summary>
    Text,

    /// <summary>A single value, or a list of them that is joined with commas.</summary>
    TextOrList,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A map.</summary>
    Map,

    /// <summary>A list of maps.</summary>
    Maps,

    /// <summary>Whatever YAML can say: a role's variable.</summary>
    Any,
}
