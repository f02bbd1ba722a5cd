namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A bridge.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Bridge">Its name.</param>
/// <param name="Port">The interface that is its port, or null.</param>
/// <param name="ManagePort">True to bring the port up and to take its own addresses away.</param>
/// <param name="Address">IPv4 address with prefix length, or null.</param>
/// <param name="Gateway">Default gateway through this bridge, or null.</param>
public sealed record BridgeStep(
    string Role, string Title, string Bridge, string? Port, bool ManagePort, string? Address, string? Gateway) : NetworkPart(Role, Title)
{
    /// <inheritdoc/>
    public override string FileName => $"30-bridge-{Bridge}.conf";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Word, string Value)> Settings =>
    [
        ("kind", "bridge"), ("name", Bridge), ("port", Port ?? "-"), ("manage_port", ManagePort ? "yes" : "no"),
        ("address", Address ?? "-"), ("gateway", Gateway ?? "-"),
    ];
}
