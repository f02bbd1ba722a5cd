namespace EdgeProvision.Engine.Descriptors.Rendering;

/// <summary>One attribute of an OpenNebula template: a <see cref="OneSingle"/> or a <see cref="OneVector"/>. A template is an ordered list of them.</summary>
/// <param name="Key">The name, in upper case.</param>
public abstract record OneAttribute(string Key)
{
    /// <summary>True when a value in it is a secret.</summary>
    public abstract bool HasSecret { get; }
}
