namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A part of the host's own networking: one file under <c>/etc/edgeprovision/network.d</c>, put into force by <see cref="NetworkStep"/>.</summary>
public abstract record NetworkPart(string Role, string Title) : HostStep(Role, Title)
{
    /// <summary>Name of the file. Parts are put into force in the order of these names.</summary>
    public abstract string FileName { get; }

    /// <summary>Lines of a word and its value, as the script on the host reads them.</summary>
    public abstract IReadOnlyList<(string Word, string Value)> Settings { get; }
}
