using static EdgeProvision.PowerShell.Tests.Matrix.Cell;

namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>Cmdlets on the drivers of the front-end: its files are played in a folder, its hooks are the sandbox's.</summary>
internal static class DriverRows
{
    // Five scripts for each of two IPAM drivers, four of the network driver, one of the hook, three hooks, oned.conf.
    private const string All19 = "19";

    private const string Places = """
        $front = "$folder/front"; 'remotes', 'tool' | ForEach-Object { $null = [IO.Directory]::CreateDirectory("$front/$_") }
        [IO.File]::WriteAllText("$front/oned.conf", "IPAM_MAD = [ EXECUTABLE = `"one_ipam`", ARGUMENTS = `"-t 1 -i dummy`" ]`n")
        'oneprovision', 'EdgeProvision.Engine.dll' | ForEach-Object { [IO.File]::WriteAllText("$front/tool/$_", '') }
        $at = @{ Remotes = "$front/remotes"; OnedConf = "$front/oned.conf"; WarningAction = 'Ignore' }; $program = "$front/tool/oneprovision";

        """;

    private const string Installed = Places + "Install-EdgeDriver $program @at -Confirm:$false";
    private const string Tidy = "Uninstall-EdgeDriver @at -Confirm:$false; [IO.Directory]::Delete($front, $true)";

    private const string Three = "1, 2, 3 | ForEach-Object { [pscustomobject]@{ Program = $program; OnedConf = \"$front/oned.conf\"; Remotes = $_ -eq 2 ? \"$front/none\" : \"$front/remotes\" } }";

    public static IReadOnlyList<Row> All { get; } =
    [
        new("Install-EdgeDriver")
        {
            ByName = Placed(Gives("@(Install-EdgeDriver $program @at -PassThru -Confirm:$false).Count", All19)),
            ById = None("A front-end's files have no ids."),
            ByObject = None("It works on the front-end that it is run on."),
            Pipeline = None("It works on the front-end that it is run on."),
            PropertyName = Placed(Gives("@([pscustomobject]@{ Program = $program; Remotes = $at.Remotes; OnedConf = $at.OnedConf } | Install-EdgeDriver -PassThru -Confirm:$false -WarningAction Ignore).Count", All19)),
            PassThru = Placed(Gives("(Install-EdgeDriver $program @at -PassThru -Confirm:$false | Where-Object Kind -eq Hook).Target", "alias_ip_running", "alias_ip_hotplug", "alias_ip_done")),
            WhatIf = Placed(WhatIf("Install-EdgeDriver $program @at", @"\+    ARGUMENTS  = .-t 1 -i dummy,packet,ec2|\+ hook alias_ip_running", givesPlan: false)),
            NotFound = Placed(Fails("Install-EdgeDriver $front/nothing @at -Confirm:$false", "ProgramNotFound")),
            OneBadOfThree = Placed(Fails("@(" + Three + " | Install-EdgeDriver -PassThru -Confirm:$false -WarningAction Ignore).Count", "SetupPathMissing", All19)),
            Stop = Placed(Stops("Install-EdgeDriver $program @at -Confirm:$false", "one.hookpool.info")),
        },
        new("Uninstall-EdgeDriver")
        {
            ByName = Set(Gives("@(Uninstall-EdgeDriver @at -PassThru -Confirm:$false).Count", All19)),
            ById = None("A front-end's files have no ids."),
            ByObject = None("It works on the front-end that it is run on."),
            Pipeline = None("It works on the front-end that it is run on."),
            PropertyName = Set(Gives("@([pscustomobject]@{ Remotes = $at.Remotes; OnedConf = $at.OnedConf } | Uninstall-EdgeDriver -PassThru -Confirm:$false).Count", All19)),
            PassThru = Set(Gives("(Uninstall-EdgeDriver @at -PassThru -Confirm:$false | Where-Object Kind -eq Hook).Action", "Remove", "Remove", "Remove")),
            WhatIf = Set(WhatIf("Uninstall-EdgeDriver @at", @"- hook \d+ \(alias_ip_running\)", givesPlan: false)),
            NotFound = Placed(Fails("Uninstall-EdgeDriver -OnedConf $front/nothing -Remotes $at.Remotes -Confirm:$false", "SetupPathMissing")),
            OneBadOfThree = Set(Fails("@(" + Three + " | Uninstall-EdgeDriver -PassThru -Confirm:$false).Count", "SetupPathMissing", All19)),
            Stop = Set(Stops("Uninstall-EdgeDriver @at -Confirm:$false", "one.hookpool.info")),
        },
    ];

    private static Cell Placed(Cell cell) => cell with { Before = Places, After = Tidy };

    private static Cell Set(Cell cell) => cell with { Before = Installed, After = Tidy };
}
