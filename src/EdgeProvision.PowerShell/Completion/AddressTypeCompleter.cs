namespace EdgeProvision.PowerShell.Completion;

/// <summary>The kinds of addresses that providers rent.</summary>
public sealed class AddressTypeCompleter : WordCompleter
{
    private protected override IEnumerable<Offer> Offers() =>
    [
        new("public_ipv4", "packet: addresses of one place, the usual kind"),
        new("global_ipv4", "packet: addresses that can lead to any place"),
        new("elastic", "ec2: Elastic IPs, the only kind"),
    ];
}
