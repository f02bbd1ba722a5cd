namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>Where a value came from, in the order in which the places are looked at.</summary>
public enum CredentialOrigin
{
    /// <summary>The front-end of a sandbox, which rules out all other places.</summary>
    Sandbox,

    /// <summary>A parameter of the command.</summary>
    Parameter,

    /// <summary>The provision's record.</summary>
    Record,

    /// <summary>The descriptor given to this command.</summary>
    Descriptor,

    /// <summary>Stored with the provision, encrypted.</summary>
    Stored,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>A registered provider; its secrets are never stored with a provision.</summary>
    Registered,
}
