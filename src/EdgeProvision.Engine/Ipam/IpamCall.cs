using EdgeProvision.Model;

namespace EdgeProvision.Engine.Ipam;

/// <summary>One call of an IPAM driver by oned.</summary>
/// <param name="Action">What is asked.</param>
/// <param name="Request">What came on standard input: XML in base64. It may hold secrets.</param>
/// <param name="Began">When the driver was started, as a timestamp of the engine's clock: oned's patience is counted from there.</param>
public sealed record IpamCall(IpamAction Action, string Request, long Began)
{
    /// <summary>Hears what went wrong and is no failure of the action; nobody does when it is left out.</summary>
    public Action<EdgeException> Tolerated { get; init; } = _ => { };

    /// <summary>Without the request.</summary>
    public override string ToString() => IpamActions.NameOf(Action);
}
