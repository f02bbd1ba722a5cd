using static EdgeProvision.PowerShell.Tests.Matrix.Cell;

namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>Cmdlets on edge hosts.</summary>
internal static class HostRows
{
    private const string NoPassThru = "Writes what it finds out anyway.";
    private const string ChangesNothing = "Changes nothing.";
    private const string MendPower = "Start-EdgeHost fosdem-a";

    public static IReadOnlyList<Row> All { get; } =
    [
        new("Get-EdgeHost")
        {
            ByName = Gives("(Get-EdgeHost fosdem-a).Hostname", "fosdem-a"),
            ById = Gives("(Get-EdgeHost -Id $($b.Id)).Hostname", "fosdem-b"),
            ByObject = Gives("(Get-EdgeHost -InputObject $p).Hostname", "fosdem-a", "fosdem-b", "fosdem-c"),
            Pipeline = Gives("($p | Get-EdgeHost).Hostname", "fosdem-a", "fosdem-b", "fosdem-c"),
            PropertyName = Gives("(Again $b | Get-EdgeHost).Hostname", "fosdem-b"),
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            NotFound = Fails("Get-EdgeHost nobody", "HostNotFound"),
            OneBadOfThree = Fails("(Get-EdgeHost fosdem-a, nobody, fosdem-c).Hostname", "HostNotFound", "fosdem-a", "fosdem-c"),
            Stop = Stops("Get-EdgeHost", "one.hostpool.info"),
        },
        Planned("Restart-EdgeHost", "Restart-EdgeHost -Hard", "ResetHost") with
        {
            PassThru = Gives("(Restart-EdgeHost fosdem-a -PassThru).State", "Ready"),
            WhatIf = WhatIf("Restart-EdgeHost -Hard *", "Power off and on \\(reset\\) host \\d+ \\(fosdem-b\\) \\(about ", givesPlan: true) with { Before = "Restart-EdgeHost fosdem-a -Hard" },
            Stop = Stops("Restart-EdgeHost fosdem-a -Hard", "POST /devices/*/actions", "continue with: Restart-EdgeHost") with { After = MendPower },
        },
        Planned("Stop-EdgeHost", "Stop-EdgeHost", "StopHost") with
        {
            PassThru = Gives("(Stop-EdgeHost fosdem-a -PassThru).State", "Off") with { After = MendPower },
            WhatIf = WhatIf("Stop-EdgeHost *", "Power off host \\d+ \\(fosdem-b\\)", givesPlan: true),
            Stop = Stops("Stop-EdgeHost fosdem-a", "POST /devices/*/actions", "continue with: Stop-EdgeHost") with { After = MendPower },
        },
        Written("Start-EdgeHost", "(Start-EdgeHost{0} -PassThru).Hostname") with
        {
            WhatIf = WhatIf("Start-EdgeHost *", "Power on host \\d+ \\(fosdem-a\\)", givesPlan: true) with { Before = "Stop-EdgeHost fosdem-a", After = MendPower },
            PassThru = Gives("(Start-EdgeHost fosdem-a -PassThru).State", "Ready"),
            Stop = Stops("Start-EdgeHost fosdem-a", "one.documentpool.info"),
        },
        Planned("Remove-EdgeHost", "Remove-EdgeHost", "ReleaseDevice") with
        {
            PassThru = None("What is written is gone: HostFlowTests look at what is left."),
            WhatIf = WhatIf("Remove-EdgeHost *", "fosdem-b", givesPlan: true),
            Stop = Stops("Remove-EdgeHost fosdem-a -Confirm:$false", "one.documentpool.info"),
        },
        Written("Invoke-EdgeHostConfiguration", "(Invoke-EdgeHostConfiguration{0} -PassThru).Hostname") with
        {
            PassThru = Gives("(Invoke-EdgeHostConfiguration fosdem-a -PassThru).ConfigurationStatus", "configured"),
            WhatIf = WhatIf("Invoke-EdgeHostConfiguration * -Reapply", "Configure fosdem-b over SSH", givesPlan: true),
            Stop = Stops("Invoke-EdgeHostConfiguration fosdem-a", "one.documentpool.info"),
        },
        Written("Test-EdgeHostConfiguration", "(Test-EdgeHostConfiguration{0}).Host.Hostname") with
        {
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            Stop = Stops("Test-EdgeHostConfiguration fosdem-a", "one.documentpool.info"),
        },
        Written("Invoke-EdgeHostCommand", "Invoke-EdgeHostCommand hostname{0} | ForEach-Object { $_.Output.Trim() }") with
        {
            PassThru = None(NoPassThru),
            WhatIf = WhatIf("Invoke-EdgeHostCommand 'touch /root/never' *", "Run 'touch /root/never'", givesPlan: false),
            OneBadOfThree = Fails("(Get-EdgeHost -Provision fosdem | Invoke-EdgeHostCommand hostname).Output.Trim()", "HostIsOff", "fosdem-b", "fosdem-c") with { Before = "Stop-EdgeHost fosdem-a", After = MendPower },
            Stop = Stops("Invoke-EdgeHostCommand 'sleep 600' *", "one.documentpool.info"),
        },
        new("Copy-EdgeHostFile")
        {
            ByName = Gives($"{Copied} fosdem-a -PassThru).Host.Hostname", "fosdem-a"),
            ById = Gives($"{Copied} -Id $b.Id -PassThru).Host.Hostname", "fosdem-b"),
            ByObject = Gives($"{Copied} -InputObject $c -PassThru).Host.Hostname", "fosdem-c"),
            Pipeline = Gives($"{File}; ($a, $c | Copy-EdgeHostFile $folder/copied /tmp/copied -PassThru).Host.Hostname", "fosdem-a", "fosdem-c"),
            PropertyName = Gives($"{File}; ((Again $a), (Again $b) | Copy-EdgeHostFile $folder/copied /tmp/copied -PassThru).Host.Hostname", "fosdem-a", "fosdem-b"),
            PassThru = Gives("(Copy-EdgeHostFile /etc/hostname $folder/name fosdem-a -FromHost -PassThru).Host.Hostname; [IO.File]::ReadAllText(\"$folder/name\").Trim()", "fosdem-a", "fosdem-a"),
            WhatIf = WhatIf("Copy-EdgeHostFile /etc/hostname /root/never *", "Copy /etc/hostname to /root/never on it", givesPlan: false),
            NotFound = Fails($"{Copied} nobody)", "HostNotFound"),
            OneBadOfThree = Fails($"{Copied} fosdem-a, nobody, fosdem-c -PassThru).Host.Hostname", "HostNotFound", "fosdem-a", "fosdem-c"),
            Stop = Stops("Copy-EdgeHostFile /etc/hostname /tmp/copied fosdem-a", "one.documentpool.info"),
        },
        Written("Enter-EdgeHost", "Enter-EdgeHost{0}") with
        {
            ByName = None("The session is the terminal's own: the system's ssh is seen with a pseudo-terminal."),
            ById = None("As by name."),
            ByObject = None("As by name."),
            Pipeline = Fails("$a, $b | Enter-EdgeHost", "HostAmbiguous"),
            PropertyName = None("As by name."),
            PassThru = None("Writes nothing."),
            WhatIf = None(ChangesNothing),
            OneBadOfThree = Fails("Enter-EdgeHost fosdem-a, fosdem-b, fosdem-c", "HostAmbiguous"),
            Stop = Stops("Enter-EdgeHost fosdem-a", "one.documentpool.info"),
        },
        new("Add-EdgeHost")
        {
            ByName = Gives($"(Add-EdgeHost new-d -Provision fosdem -Like fosdem-a -WhatIf -PassThru).Steps | {NewOnly}", "new-d"),
            ById = Gives($"(Add-EdgeHost new-d -Provision $p.Id -Like fosdem-a -WhatIf -PassThru).Steps | {NewOnly}", "new-d"),
            ByObject = None("A provision is named; its object comes through the pipeline."),
            Pipeline = Gives($"($p | Add-EdgeHost new-d -Like fosdem-a -WhatIf -PassThru).Steps | {NewOnly}", "new-d"),
            PropertyName = Gives($"(Again $p | Add-EdgeHost new-d -Like fosdem-a -WhatIf -PassThru).Steps | {NewOnly}", "new-d"),
            PassThru = None("Writes the new hosts anyway: DescriptorProvisionTests."),
            WhatIf = WhatIf("Add-EdgeHost new-d, new-e fosdem -Like fosdem-a", "Rent baremetal_0 .* for new-e .*0\\.07 USD/h", givesPlan: true),
            NotFound = Fails("Add-EdgeHost new-d -Provision nothing -Like fosdem-a", "ProvisionNotFound"),
            OneBadOfThree = None("Hosts are added together, or none is: a mistake in one is found before anything is ordered."),
            Stop = Stops("Add-EdgeHost new-d -Provision fosdem -Like fosdem-a", "one.documentpool.info"),
        },
    ];

    private const string File = "[IO.File]::WriteAllText(\"$folder/copied\", 'text')";
    private const string Copied = File + "; (Copy-EdgeHostFile $folder/copied /tmp/copied";
    private const string NewOnly = "Where-Object Kind -eq RentDevice | ForEach-Object HostKey";

    /// <summary>A cmdlet whose plan says what it works on: real ones would end the hosts for the tests that follow, or take their time.</summary>
    private static Row Planned(string cmdlet, string call, string kind) => Written(cmdlet, $"({call}{{0}} -WhatIf -PassThru).Steps | Where-Object Kind -eq {kind} | ForEach-Object HostKey");

    /// <summary>A cmdlet that writes what it has worked on.</summary>
    private static Row Written(string cmdlet, string call)
    {
        return new(cmdlet)
        {
            ByName = Gives(Of(" fosdem-a"), "fosdem-a"),
            ById = Gives(Of(" -Id $b.Id"), "fosdem-b"),
            ByObject = Gives(Of(" -InputObject $c"), "fosdem-c"),
            Pipeline = Gives(Piped("$a, $c"), "fosdem-a", "fosdem-c"),
            PropertyName = Gives(Piped("(Again $a), (Again $b)"), "fosdem-a", "fosdem-b"),
            PassThru = None(""),
            WhatIf = None(""),
            NotFound = Fails(Of(" nobody"), "HostNotFound"),
            OneBadOfThree = Fails(Of(" fosdem-a, nobody, fosdem-c"), "HostNotFound", "fosdem-a", "fosdem-c"),
            Stop = None(""),
        };

        string Of(string which) => call.Replace("{0}", which, StringComparison.Ordinal);

        // What is piped stands before the cmdlet's name, which begins the call or stands in its parenthesis.
        string Piped(string which) => Of("").Replace(cmdlet, $"{which} | {cmdlet}", StringComparison.Ordinal);
    }
}
