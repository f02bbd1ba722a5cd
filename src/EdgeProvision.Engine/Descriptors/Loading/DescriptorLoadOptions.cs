namespace EdgeProvision.Engine.Descriptors;

/// <summary>What loading a descriptor needs to know of the world.</summary>
public sealed record DescriptorLoadOptions
{
    /// <summary>What relative paths are relative to first; a full path.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Reads an environment variable for <c>${env:NAME}</c>; <c>null</c> when it is not set. Asked only for variables that are named.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>How files are read.</summary>
    public IDescriptorFiles Files { get; init; } = new DiskDescriptorFiles();

    /// <summary>The names of the playbooks that can be used; <c>null</c> leaves names unchecked. A path to a playbook of the user's is never checked here.</summary>
    public IReadOnlySet<string>? KnownPlaybooks { get; init; }

    /// <summary>
    /// Where base descriptors are looked for that are neither in the working directory nor beside the child, by file name: the original's
    /// own (<c>/usr/share/one/oneprovision/templates/…</c>) are shipped with this program.
    /// </summary>
    public string? TemplatesDirectory { get; init; }

    /// <summary>Takes the driver <c>fake</c>, which no provider stands behind.</summary>
    public bool AllowFakeDriver { get; init; }

    /// <summary>
    /// The text is a stored one (<see cref="LoadedDescriptor.Text"/>), from which secrets were removed: that a required value is missing is no error.
    /// </summary>
    public bool IsStored { get; init; }
}
