namespace EdgeProvision.Model;

/// <summary>What a change of a front-end's drivers is about.</summary>
public enum EdgeDriverChangeKind
{
    /// <summary>A file on the front-end.</summary>
    File,

    /// <summary>A hook of OpenNebula.</summary>
    Hook,
}
