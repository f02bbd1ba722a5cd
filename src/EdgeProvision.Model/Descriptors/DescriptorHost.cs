namespace EdgeProvision.Model;

/// <summary>An edge host as the descriptor wants it, with the defaults merged in.</summary>
public sealed record DescriptorHost
{
    /// <summary>Its place in the list, from 0. It says nothing about identity: that is <see cref="Key"/>.</summary>
    public required int Index { get; init; }

    /// <summary>
    /// The member key: the host name in lower case with <c>@name</c> filled in, or the unevaluated text when the host name refers to something
    /// that is only known later. Unique within the descriptor.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>How to log in: built-in defaults, then the descriptor's, then the host's own.</summary>
    public required AttributeMap Connection { get; init; }

    /// <summary>What to order, <c>driver</c> and <c>hostname</c> included: the descriptor's defaults, then the host's own.</summary>
    public required AttributeMap Provision { get; init; }

    /// <summary>Variables of the roles: the descriptor's defaults, then the host's own.</summary>
    public required AttributeMap Configuration { get; init; }

    /// <summary>Every other key of the host, <c>im_mad</c> and <c>vm_mad</c> included.</summary>
    public required AttributeMap Attributes { get; init; }

    /// <summary>Where the host stands.</summary>
    public required DescriptorPosition Position { get; init; }

    /// <summary>The provider's driver, for example <c>packet</c>.</summary>
    public string Driver => Provision.Text("driver") ?? "";

    /// <summary>The host name, perhaps with references still in it.</summary>
    public string Hostname => Provision.Text("hostname") ?? "";

    /// <summary>The key.</summary>
    public override string ToString() => Key;
}
