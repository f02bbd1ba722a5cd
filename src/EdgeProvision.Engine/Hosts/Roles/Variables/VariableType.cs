namespace EdgeProvision.Engine.Hosts.Roles.Variables;

/// <summary>What a variable may hold. In role files by the name in lower case.</summary>
internal enum VariableType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Text of several lines.</summary>
    Lines,

    /// <summary>True or false, also as yes, no, on, off.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A list; a text counts as items between commas or blanks.</summary>
    List,

    /// <summary>An IPv4 address.</summary>
    Address,

    /// <summary>The name of a network interface, or of an alias of one (<c>bond0:0</c>).</summary>
    Interface,
}
