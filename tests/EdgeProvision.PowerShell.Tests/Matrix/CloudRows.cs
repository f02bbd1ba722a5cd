using static EdgeProvision.PowerShell.Tests.Matrix.Cell;

namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>Cmdlets on front-ends and sandboxes.</summary>
internal static class CloudRows
{
    private const string NoPassThru = "Writes what it finds out anyway.";
    private const string ChangesNothing = "Changes nothing outside the session.";
    private const string Endpoint = "A front-end is known by its endpoint.";
    private const string OwnTest = "Starts or stops a whole sandbox: SandboxTests and ReadmeSessionTests.";

    public static IReadOnlyList<Row> All { get; } =
    [
        new("Connect-EdgeCloud")
        {
            ByName = Gives("(Connect-EdgeCloud $cloud.Endpoint $credential).User", "oneadmin"),
            ById = None(Endpoint),
            ByObject = None(Endpoint),
            Pipeline = None("One session works on one front-end at a time."),
            PropertyName = None("One session works on one front-end at a time."),
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            NotFound = Fails("Connect-EdgeCloud http://127.0.0.1:1/RPC2 $credential", "FrontEndUnreachable"),
            OneBadOfThree = None("Takes one."),
            Stop = Stops("Connect-EdgeCloud $cloud.Endpoint $credential", "one.user.info"),
        },
        new("Get-EdgeCloud")
        {
            ByName = Gives("(Get-EdgeCloud).User", "oneadmin"),
            ById = None(Endpoint),
            ByObject = None("Takes nothing."),
            Pipeline = None("Takes nothing."),
            PropertyName = None("Takes nothing."),
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            NotFound = Gives("Disconnect-EdgeCloud; (Get-EdgeCloud).Count", "0") with { After = "$null = Connect-EdgeCloud $cloud.Endpoint $credential" },
            OneBadOfThree = None("Takes nothing."),
            Stop = None("Asks nobody."),
        },
        new("Disconnect-EdgeCloud")
        {
            ByName = Gives("Disconnect-EdgeCloud; (Get-EdgeCloud).Count", "0") with { After = "$null = Connect-EdgeCloud $cloud.Endpoint $credential" },
            ById = None(Endpoint),
            ByObject = Gives("Disconnect-EdgeCloud -Cloud (Get-EdgeCloud); (Get-EdgeCloud).Count", "0") with { After = "$null = Connect-EdgeCloud $cloud.Endpoint $credential" },
            Pipeline = Gives("Get-EdgeCloud | Disconnect-EdgeCloud; (Get-EdgeCloud).Count", "0") with { After = "$null = Connect-EdgeCloud $cloud.Endpoint $credential" },
            PropertyName = None("A connection cannot come from another session."),
            PassThru = None("Writes nothing."),
            WhatIf = None(ChangesNothing),
            NotFound = Fails("$c = Get-EdgeCloud; Disconnect-EdgeCloud; Disconnect-EdgeCloud $c", "CloudNotConnected") with { After = "$null = Connect-EdgeCloud $cloud.Endpoint $credential" },
            OneBadOfThree = None("A session has seldom more than one."),
            Stop = None("Asks nobody."),
        },
        new("Get-EdgeSandbox")
        {
            ByName = Gives("(Get-EdgeSandbox $sandbox).Id -eq $sandbox", "True"),
            ById = None("Its id is its name."),
            ByObject = None("Its id is its name."),
            Pipeline = Gives("([pscustomobject]@{ SandboxId = $sandbox } | Get-EdgeSandbox).State", "Running"),
            PropertyName = Gives("(Again (Get-EdgeSandbox $sandbox) | Get-EdgeSandbox).State", "Running"),
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            NotFound = Fails("Get-EdgeSandbox m-none", "SandboxNotFound"),
            OneBadOfThree = Fails("(Get-EdgeSandbox $sandbox, m-none).State", "SandboxNotFound", "Running"),
            Stop = None("Asks nobody: it reads the sessions' files."),
        },
        Sandbox("Start-EdgeSandbox", "Start.*sandbox m-none"),
        Sandbox("Stop-EdgeSandbox", "Stop.*sandbox m-none"),
    ];

    private static Row Sandbox(string cmdlet, string shows) => new(cmdlet)
    {
        ByName = None(OwnTest),
        ById = None(OwnTest),
        ByObject = None(OwnTest),
        Pipeline = None(OwnTest),
        PropertyName = None(OwnTest),
        PassThru = None(OwnTest),
        WhatIf = WhatIf($"{cmdlet} m-none", shows, givesPlan: false),
        NotFound = None(OwnTest),
        OneBadOfThree = None("Takes one."),
        Stop = None(OwnTest),
    };
}
