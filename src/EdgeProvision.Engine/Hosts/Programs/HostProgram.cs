namespace EdgeProvision.Engine.Hosts.Programs;

/// <summary>
/// What is to be done on one host: the typed steps, and the same compiled to one POSIX shell program. The real channel sends the text;
/// a modelled host plays the steps.
/// </summary>
/// <param name="Kind">A whole configuration, or the set of peers only.</param>
/// <param name="Fingerprint">Hash of evaluated configuration and role contents, without peers and secrets.</param>
/// <param name="PeersHash">Hash of the peer set that this program installs; empty where the playbook has no overlay.</param>
/// <param name="Reapply">True to run although the same fingerprint has succeeded already.</param>
/// <param name="CheckOnly">True to report what would change and to change nothing.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="ShellText">The program text, complete.</param>
public sealed record HostProgram(
    HostProgramKind Kind, string Fingerprint, string PeersHash, bool Reapply, bool CheckOnly, IReadOnlyList<HostStep> Steps, string ShellText)
{
    /// <summary>Without the text, which may hold secrets.</summary>
    public override string ToString() => $"{Kind} program {Fingerprint} of {Steps.Count} steps";
}
