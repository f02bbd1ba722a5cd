using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>A descriptor that can be used, and what loading it brought to light.</summary>
public sealed class LoadedDescriptor
{
    private readonly AttributeMap _merged;

    internal LoadedDescriptor(
        Descriptor descriptor,
        AttributeMap merged,
        IReadOnlyList<Diagnostic> diagnostics,
        IReadOnlyList<DescriptorSecret> secrets,
        IReadOnlyList<CredentialNotGiven> notGiven)
    {
        Descriptor = descriptor;
        _merged = merged;
        Diagnostics = diagnostics;
        Secrets = secrets;
        CredentialsNotGiven = notGiven;
        Text = YamlWriter.Write(SecretStripping.Strip(merged));
    }

    /// <summary>The descriptor.</summary>
    public Descriptor Descriptor { get; }

    /// <summary>The warnings.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>
    /// The descriptor as YAML after <c>extends</c>, as written but for comments, with secrets and masks left out: what a provision's record keeps.
    /// It loads again with <see cref="DescriptorLoadOptions.IsStored"/>.
    /// </summary>
    public string Text { get; }

    /// <summary>Every secret in the descriptor, environment variables included.</summary>
    public IReadOnlyList<DescriptorSecret> Secrets { get; }

    /// <summary>Every credential of a host or an address range that has to come from elsewhere.</summary>
    public IReadOnlyList<CredentialNotGiven> CredentialsNotGiven { get; }

    /// <summary>
    /// The descriptor as YAML after <c>extends</c>, before defaults are merged into the hosts and templates are filled in: what
    /// <c>validate --dump</c> prints. Secrets are masked.
    /// </summary>
    public string DumpYaml() => YamlWriter.Write(_merged);
}
