using static EdgeProvision.PowerShell.Tests.Matrix.Cell;

namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>Cmdlets on clusters, datastores and networks.</summary>
internal static class ObjectRows
{
    private const string Stand = "$null = 'm-one', 'm-two' | ForEach-Object { New-EdgeProvision (Plain $_) }";
    private const string Tidy = "Get-EdgeProvision m-* | Remove-EdgeProvision -Confirm:$false";

    // A cluster goes when everything else of it has gone.
    private const string Empty = Stand + "; Get-EdgeNetwork m-* | Remove-EdgeNetwork -Confirm:$false; Get-EdgeDatastore m-* | Remove-EdgeDatastore -Confirm:$false";

    public static IReadOnlyList<Row> All { get; } =
    [
        Read("Cluster", ""),
        Read("Datastore", "-default"),
        Read("Network", "-private"),
        Removal("Cluster", "", Empty, "one.cluster.delete"),
        Removal("Datastore", "-default", Stand, "one.datastore.delete"),
        Removal("Network", "-private", Stand, "one.vn.delete"),
    ];

    private static Row Read(string kind, string suffix)
    {
        var get = "Get-Edge" + kind;
        return new(get)
        {
            ByName = Standing(Gives($"({get} m-one{suffix}).Name", $"m-one{suffix}")),
            ById = Standing(Gives($"({get} -Id ({get} m-two{suffix}).Id).Name", $"m-two{suffix}")),
            ByObject = None("A provision is named; its object comes through the pipeline."),
            Pipeline = Standing(Gives($"(Get-EdgeProvision m-two | {get}).Name", $"m-two{suffix}")),
            PropertyName = Standing(Gives($"(Again ({get} m-one{suffix}) | {get}).Name", $"m-one{suffix}")),
            PassThru = None("Writes what it finds out anyway."),
            WhatIf = None("Changes nothing."),
            NotFound = Fails($"{get} nothing", "ObjectNotFound"),
            OneBadOfThree = Standing(Fails($"({get} m-one{suffix}, nothing, m-two{suffix}).Name", "ObjectNotFound", $"m-one{suffix}", $"m-two{suffix}")),
            Stop = Stops(get, "one.clusterpool.info"),
        };
    }

    private static Row Removal(string kind, string suffix, string before, string held)
    {
        var (remove, get) = ($"Remove-Edge{kind}", $"Get-Edge{kind}");
        return new(remove)
        {
            ByName = Planned($"{remove} m-one{suffix}", $"m-one{suffix}"),
            ById = Planned($"{remove} -Id ({get} m-two{suffix}).Id", $"m-two{suffix}"),
            ByObject = Planned($"{remove} -InputObject ({get} m-one{suffix})", $"m-one{suffix}"),
            Pipeline = Planned($"{get} m-* | {remove}", $"m-one{suffix}", $"m-two{suffix}"),
            PropertyName = Planned($"Again ({get} m-two{suffix}) | {remove}", $"m-two{suffix}"),
            PassThru = None("Nothing is left to write; with -WhatIf it is what gives the plan."),
            WhatIf = WhatIf($"{remove} m-one{suffix}", $"Delete \\w+ \\d+ \\(m-one{suffix}\\)", givesPlan: true) with { Before = before, After = Tidy },
            NotFound = Fails($"{remove} nothing -Confirm:$false", "ObjectNotFound"),
            OneBadOfThree = Fails($"{remove} m-one{suffix}, nothing, m-two{suffix} -Confirm:$false; ({get} m-*).Name", "ObjectNotFound") with { Before = before, After = Tidy },
            Stop = Stops($"{remove} m-one{suffix} -Confirm:$false", held, $"continue with: {remove}") with { Before = before, After = Tidy },
        };

        // Its plan says what it works on; that it does so is seen where one of three is bad.
        Cell Planned(string call, params string[] names) => Gives($"({call} -WhatIf -PassThru).Provision | ForEach-Object {{ \"$_{suffix}\" }}", names) with { Before = before, After = Tidy };
    }

    private static Cell Standing(Cell cell) => cell with { Before = Stand, After = Tidy };
}
