using static EdgeProvision.PowerShell.Tests.Matrix.Cell;

namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>Cmdlets on what belongs to no provision: addresses that were ordered in the name of one that nobody has.</summary>
internal static class OrphanRows
{
    private const string Two = "$lab.LoseAsync(2).GetAwaiter().GetResult(); $o = @(Find-EdgeOrphan packet)";

    public static IReadOnlyList<Row> All { get; } =
    [
        new("Find-EdgeOrphan")
        {
            ByName = Lost(Gives("@(Find-EdgeOrphan pack*)[0].Provider", "packet")),
            ById = None("Whoever looks does not know their ids yet."),
            ByObject = None("Providers are named; objects come through the pipeline."),
            Pipeline = Lost(Gives("@(Get-EdgeProvider packet | Find-EdgeOrphan).Count -eq $o.Count", "True")),
            PropertyName = Lost(Gives("@([pscustomobject]@{ Provider = 'packet' } | Find-EdgeOrphan).Count -eq $o.Count", "True")),
            PassThru = None("Writes what it finds out anyway."),
            WhatIf = None("Changes nothing."),
            NotFound = Fails("Find-EdgeOrphan nothing", "ProviderNotFound"),
            OneBadOfThree = Lost(Fails("@(Find-EdgeOrphan packet, nothing, pack*).Count -eq $o.Count", "ProviderNotFound", "True")),
            Stop = Stops("Find-EdgeOrphan", "GET /projects/*/ips"),
        },
        new("Remove-EdgeOrphan")
        {
            ByName = None("Has ids; its name need not be the only one of its kind."),
            ById = Lost(Gives("(Remove-EdgeOrphan $o[0].Id -Provider packet -PassThru -Confirm:$false).Kind", "Addresses")),
            ByObject = Lost(Gives("(Remove-EdgeOrphan -InputObject $o[0] -PassThru -Confirm:$false).Id -eq $o[0].Id", "True")),
            Pipeline = Lost(Gives("@(Find-EdgeOrphan | Remove-EdgeOrphan -PassThru -Confirm:$false).Count -eq $o.Count; @(Find-EdgeOrphan).Count", "True", "0")),
            PropertyName = Lost(Gives("(Again $o[0] | Remove-EdgeOrphan -PassThru -Confirm:$false).Id -eq $o[0].Id", "True")),
            PassThru = Lost(Gives("(Remove-EdgeOrphan $o[1].Id -PassThru -Confirm:$false).Location", "ams1")),
            WhatIf = Lost(WhatIf("Find-EdgeOrphan | Remove-EdgeOrphan", "Remove.*address [\\d.]+ .*at packet.*of provision 0badcafe-.*, which this front-end does not have", givesPlan: false)),
            NotFound = Fails("Remove-EdgeOrphan nothing -Confirm:$false", "OrphanNotFound"),
            OneBadOfThree = Lost(Fails("(Remove-EdgeOrphan $o[0].Id, nothing, $o[1].Id -PassThru -Confirm:$false).Kind", "OrphanNotFound", "Addresses", "Addresses")),
            Stop = Lost(Stops("Remove-EdgeOrphan $o[0].Id -Confirm:$false", "DELETE /ips/*")),
        },
    ];

    private static Cell Lost(Cell cell) => cell with { Before = Two };
}
