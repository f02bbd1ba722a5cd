namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A persistent tun or tap device.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Device">Its name.</param>
/// <param name="Mode"><c>tap</c> or <c>tun</c>.</param>
public sealed record TapStep(string Role, string Title, string Device, string Mode) : NetworkPart(Role, Title)
{
    /// <inheritdoc/>
    public override string FileName => $"20-tap-{Device}.conf";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Word, string Value)> Settings => [("kind", "tap"), ("name", Device), ("mode", Mode)];
}
