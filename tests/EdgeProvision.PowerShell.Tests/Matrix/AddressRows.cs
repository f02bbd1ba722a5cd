using static EdgeProvision.PowerShell.Tests.Matrix.Cell;

namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>Cmdlets on rented addresses.</summary>
internal static class AddressRows
{
    private const string Two = "$null = New-EdgeAddress fosdem -Count 2 -Confirm:$false; $n = (Get-EdgeAddress).Address";
    private const string Apart = "$null = 1..2 | ForEach-Object { New-EdgeAddress fosdem -Confirm:$false }; $n = (Get-EdgeAddress).Address";
    private const string Tidy = "Get-EdgeAddress | Remove-EdgeAddress -Confirm:$false";

    public static IReadOnlyList<Row> All { get; } =
    [
        new("Get-EdgeAddress")
        {
            ByName = Rented(Gives("(Get-EdgeAddress $n[0]).Address -eq $n[0]", "True")),
            ById = Rented(Gives("@(Get-EdgeAddress -ReservationId (Get-EdgeAddress)[0].ReservationId).Count", "2")),
            ByObject = Rented(Gives("(Get-EdgeAddress -InputObject $p).Provision", "fosdem", "fosdem")),
            Pipeline = Rented(Gives("($p | Get-EdgeAddress).Provision", "fosdem", "fosdem")),
            PropertyName = Rented(Gives("(Again (Get-EdgeAddress)[1] | Get-EdgeAddress).Address -eq $n[1]", "True")),
            PassThru = None("Writes what it finds out anyway."),
            WhatIf = None("Changes nothing."),
            NotFound = Fails("Get-EdgeAddress 192.0.2.1", "AddressNotFound"),
            OneBadOfThree = Rented(Fails("(Get-EdgeAddress $n[0], 192.0.2.1, $n[1]).Provision", "AddressNotFound", "fosdem", "fosdem")),
            Stop = Stops("Get-EdgeAddress", "GET /projects/*/ips"),
        },
        new("New-EdgeAddress")
        {
            ByName = Gives("(New-EdgeAddress fosdem -Count 2 -Confirm:$false).Provision", "fosdem", "fosdem") with { After = Tidy },
            ById = Gives("(New-EdgeAddress -Id $p.Id -Host fosdem-b -Confirm:$false).Key.Split('/')[2]", "fosdem-b") with { After = Tidy },
            ByObject = Gives("(New-EdgeAddress -InputObject $p -Type global_ipv4 -Confirm:$false).Type", "global_ipv4") with { After = Tidy },
            Pipeline = Gives("($p | New-EdgeAddress -Confirm:$false).State", "Free") with { After = Tidy },
            PropertyName = Gives("(Again $p | New-EdgeAddress -Confirm:$false).Driver", "packet") with { After = Tidy },
            PassThru = Gives("(New-EdgeAddress fosdem -WhatIf -PassThru).Steps.Kind", "ReserveAddresses"),
            WhatIf = WhatIf("New-EdgeAddress fosdem -Count 4", "Rent 4 public addresses at packet, where host \\d+", givesPlan: true),
            NotFound = Fails("New-EdgeAddress nobody -Confirm:$false", "ProvisionNotFound"),
            OneBadOfThree = Fails("(New-EdgeAddress fosdem, nobody -Confirm:$false).Provision", "ProvisionNotFound", "fosdem") with { After = Tidy },
            Stop = Stops("New-EdgeAddress fosdem -Confirm:$false", "POST /projects/*/ips", "continue with: New-EdgeAddress") with { After = Tidy },
        },
        new("Set-EdgeAddress")
        {
            ByName = Rented(Gives("(Set-EdgeAddress $n[0] fosdem-a -PassThru).Hostname", "fosdem-a")),
            ById = Rented(Gives("(Set-EdgeAddress -ReservationId (Get-EdgeAddress)[0].ReservationId -Host fosdem-b -PassThru).Hostname", "fosdem-b", "fosdem-b")),
            ByObject = Rented(Gives("(Set-EdgeAddress -InputObject (Get-EdgeAddress)[1] -Host $c -PassThru).Hostname", "fosdem-c")),
            Pipeline = Rented(Gives("$null = Get-EdgeAddress | Set-EdgeAddress -Host fosdem-a; (Get-EdgeAddress | Set-EdgeAddress -Unassign -PassThru).State", "Free", "Free")),
            PropertyName = Rented(Gives("(Again (Get-EdgeAddress)[0] | Set-EdgeAddress -Host fosdem-b -PassThru).Hostname", "fosdem-b")),
            PassThru = Rented(Gives("(Set-EdgeAddress $n[1] fosdem-a -PassThru).State", "Assigned")),
            WhatIf = Rented(WhatIf("Set-EdgeAddress * fosdem-a", "Lead [\\d.]+ to host \\d+", givesPlan: true)),
            NotFound = Fails("Set-EdgeAddress 192.0.2.1 fosdem-a", "AddressNotFound"),
            OneBadOfThree = Rented(Fails("(Set-EdgeAddress $n[0], 192.0.2.1, $n[1] fosdem-a -PassThru).Hostname", "AddressNotFound", "fosdem-a", "fosdem-a")),
            Stop = Rented(Stops("Set-EdgeAddress * fosdem-a", "POST /devices/*/ips", "continue with: Set-EdgeAddress")),
        },
        new("Remove-EdgeAddress")
        {
            ByName = Rented(Gives("(Remove-EdgeAddress $n[0] -WhatIf -PassThru).Steps.Kind", "ReleaseAddresses")),
            ById = Rented(Gives("(Remove-EdgeAddress -ReservationId (Get-EdgeAddress)[0].ReservationId -WhatIf -PassThru).Steps.Kind", "ReleaseAddresses")),
            ByObject = Rented(Gives("(Remove-EdgeAddress -InputObject (Get-EdgeAddress)[0] -WhatIf -PassThru).Steps.Kind", "ReleaseAddresses")),
            Pipeline = Rented(Gives("(Get-EdgeAddress | Remove-EdgeAddress -WhatIf -PassThru).Steps.Kind", "ReleaseAddresses")),
            PropertyName = Rented(Gives("(Again (Get-EdgeAddress)[0] | Remove-EdgeAddress -WhatIf -PassThru).Steps.Kind", "ReleaseAddresses")),
            PassThru = None("Nothing is left to write; with -WhatIf it is what gives the plan."),
            WhatIf = Rented(WhatIf("Remove-EdgeAddress *", "Give 2 public addresses back", givesPlan: true)),
            NotFound = Fails("Remove-EdgeAddress 192.0.2.1 -Confirm:$false", "AddressNotFound"),
            OneBadOfThree = Fails("Remove-EdgeAddress $n[0], 192.0.2.1, $n[1] -Confirm:$false; @(Get-EdgeAddress).Count", "AddressNotFound", "0") with { Before = Apart, After = Tidy },
            Stop = Rented(Stops("Remove-EdgeAddress * -Confirm:$false", "DELETE /ips/*", "continue with: Remove-EdgeAddress")),
        },
    ];

    private static Cell Rented(Cell cell) => cell with { Before = Two, After = Tidy };
}
