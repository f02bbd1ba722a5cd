using static EdgeProvision.PowerShell.Tests.Matrix.Cell;

namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>Cmdlets on provisions, their plans and operations.</summary>
internal static class ProvisionRows
{
    private const string NoPassThru = "Writes what it finds out anyway.";
    private const string ChangesNothing = "Changes nothing.";
    private const string Descriptors = "Works on descriptors, which have no ids.";
    private const string Stand = "$null = 'm-one', 'm-two' | ForEach-Object { New-EdgeProvision (Plain $_) }";
    private const string Tidy = "Get-EdgeProvision m-* | Remove-EdgeProvision -Confirm:$false";
    private const string EditedPath = "(Plain m-one -Size 20)";

    public static IReadOnlyList<Row> All { get; } =
    [
        new("Get-EdgeProvision")
        {
            ByName = Gives("(Get-EdgeProvision fosdem).Name", "fosdem"),
            ById = Gives("(Get-EdgeProvision -Id $p.Id).Name", "fosdem"),
            ByObject = None("An object is what it writes."),
            Pipeline = Gives("('fos*' | Get-EdgeProvision).Name", "fosdem"),
            PropertyName = Gives("(Again $p | Get-EdgeProvision).Name", "fosdem"),
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            NotFound = Fails("Get-EdgeProvision nothing", "ProvisionNotFound"),
            OneBadOfThree = Fails("(Get-EdgeProvision fosdem, nothing, m-one).Name", "ProvisionNotFound", "fosdem", "m-one") with { Before = Stand, After = Tidy },
            Stop = Stops("Get-EdgeProvision", "one.hostpool.info"),
        },
        new("New-EdgeProvision")
        {
            ByName = Gives("(New-EdgeProvision (Plain m-one)).Name", "m-one") with { After = Tidy },
            ById = None(Descriptors),
            ByObject = Gives("(New-EdgeProvision -InputObject (Import-EdgeDescriptor (Plain m-one)) -WhatIf -PassThru).Provision", "m-one"),
            Pipeline = Gives("(Import-EdgeDescriptor (Plain m-one), (Plain m-two) | New-EdgeProvision -WhatIf -PassThru).Provision", "m-one", "m-two"),
            PropertyName = Gives("([pscustomobject]@{ FullName = Plain m-one } | New-EdgeProvision -WhatIf -PassThru).Provision", "m-one"),
            PassThru = None("Writes the provision anyway; with -WhatIf it is what gives the plan."),
            WhatIf = WhatIf("New-EdgeProvision (Hosts m-new)", "(?s)cluster m-new.*\\(about .*Rent baremetal_0 .* for m-new-a .*0\\.07 USD/h.*In all: .* about .*0\\.07 USD/h more", givesPlan: true) with { Before = Stand, After = Tidy },
            NotFound = Fails("New-EdgeProvision $folder/nothing*.yaml", "DescriptorNotFound"),
            OneBadOfThree = Fails("(New-EdgeProvision (Plain m-one), $folder/nothing.yaml, (Plain m-two)).Name", "DescriptorInvalid", "m-one", "m-two") with { After = Tidy },
            Stop = Stops("New-EdgeProvision (Plain m-one)", "one.cluster.allocate", "continue with: New-EdgeProvision") with { After = Tidy },
        },
        Standing("Remove-EdgeProvision", "(Remove-EdgeProvision{0} -WhatIf -PassThru).Provision") with
        {
            PassThru = None("Nothing is left to write; with -WhatIf it is what gives the plan."),
            WhatIf = WhatIf("Remove-EdgeProvision fosdem", "fosdem-b.*0\\.07 USD/h", givesPlan: true),
            OneBadOfThree = Fails("Remove-EdgeProvision m-one, nothing, m-two -Confirm:$false; (Get-EdgeProvision).Name", "ProvisionNotFound", "fosdem") with { Before = Stand, After = Tidy },
            Stop = Stops("Remove-EdgeProvision m-one -Confirm:$false", "one.cluster.delete", "continue with: Remove-EdgeProvision") with { Before = Stand, After = Tidy },
        },
        new("Update-EdgeProvision")
        {
            ByName = Gives($"(Update-EdgeProvision {EditedPath} -WhatIf -PassThru).Provision", "m-one") with { Before = Stand, After = Tidy },
            ById = None(Descriptors),
            ByObject = Gives($"(Update-EdgeProvision -InputObject (Import-EdgeDescriptor {EditedPath}) -WhatIf -PassThru).Provision", "m-one") with { Before = Stand, After = Tidy },
            Pipeline = Gives($"(Import-EdgeDescriptor {EditedPath} | Update-EdgeProvision -WhatIf -PassThru).Provision", "m-one") with { Before = Stand, After = Tidy },
            PropertyName = Gives($"([pscustomobject]@{{ FullName = {EditedPath} }} | Update-EdgeProvision -WhatIf -PassThru).Provision", "m-one") with { Before = Stand, After = Tidy },
            PassThru = Gives($"(Update-EdgeProvision {EditedPath} -PassThru -Confirm:$false).Name", "m-one") with { Before = Stand, After = Tidy },
            WhatIf = WhatIf($"Update-EdgeProvision {EditedPath}", "Update network .*m-one-private", givesPlan: true) with { Before = Stand, After = Tidy },
            NotFound = Fails("Update-EdgeProvision (Plain m-none) -Confirm:$false", "ProvisionNotFound"),
            OneBadOfThree = Fails("(Update-EdgeProvision (Plain m-one -Size 20), (Plain m-none), (Plain m-two -Size 20) -PassThru -Confirm:$false).Name", "ProvisionNotFound", "m-one", "m-two") with { Before = Stand, After = Tidy },
            Stop = Stops($"Update-EdgeProvision {EditedPath} -Confirm:$false", "one.vn.update_ar", "continue with: Update-EdgeProvision") with { Before = Stand, After = Tidy },
        },
        new("Compare-EdgeProvision")
        {
            ByName = Gives("(Compare-EdgeProvision m-one).Count; (Compare-EdgeProvision -Path (Plain m-one -Size 20)).Property", "0", "AR[0]/SIZE") with { Before = Stand, After = Tidy },
            ById = Gives("(Compare-EdgeProvision -Id $p.Id).Count", "0"),
            ByObject = Gives("(Compare-EdgeProvision -InputObject $p).Count", "0"),
            Pipeline = Gives("(Import-EdgeDescriptor (Plain m-one -Size 20) | Compare-EdgeProvision).Property", "AR[0]/SIZE") with { Before = Stand, After = Tidy },
            PropertyName = Gives("(Again $p | Compare-EdgeProvision).Count; ([pscustomobject]@{ FullName = Plain m-one -Size 20 } | Compare-EdgeProvision).Property; ('{0}' -f (Plain m-one -Size 20) | Compare-EdgeProvision).Name", "0", "AR[0]/SIZE", "m-one-private") with { Before = Stand, After = Tidy },
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            NotFound = Fails("Compare-EdgeProvision nothing", "ProvisionNotFound"),
            OneBadOfThree = Fails("(Compare-EdgeProvision -Path (Plain m-one -Size 20), (Plain m-none), (Plain m-two -Size 20)).Name", "ProvisionNotFound", "m-one-private", "m-two-private") with { Before = Stand, After = Tidy },
            Stop = Stops("Compare-EdgeProvision", "one.documentpool.info"),
        },
        new("Export-EdgeProvision")
        {
            ByName = Gives("(Export-EdgeProvision fosdem -Format Markdown).Split([char]10)[0]", "## Edge cloud fosdem"),
            ById = Gives("(Export-EdgeProvision -Id $p.Id -Format Markdown).Split([char]10)[0]", "## Edge cloud fosdem"),
            ByObject = Gives("(Export-EdgeProvision -InputObject $p -Format Markdown).Split([char]10)[0]", "## Edge cloud fosdem"),
            Pipeline = Gives("($p | Export-EdgeProvision -Format Markdown).Split([char]10)[0]", "## Edge cloud fosdem"),
            PropertyName = Gives("(Again $p | Export-EdgeProvision -Format Markdown).Split([char]10)[0]", "## Edge cloud fosdem"),
            PassThru = Gives("(Export-EdgeProvision fosdem $folder/made.md -PassThru).Name", "made.md"),
            WhatIf = WhatIf("Export-EdgeProvision fosdem $folder/never.html", "Export provision fosdem as Html", givesPlan: false),
            NotFound = Fails("Export-EdgeProvision nothing -Format Markdown", "ProvisionNotFound"),
            OneBadOfThree = Fails("Export-EdgeProvision m-one, nothing, m-two $folder -Format Mermaid -PassThru | ForEach-Object Name", "ProvisionNotFound", "m-one.mmd", "m-two.mmd") with { Before = Stand, After = Tidy },
            Stop = Stops("Export-EdgeProvision -Format Markdown", "one.documentpool.info"),
        },
        Standing("Invoke-EdgeProvisionConfiguration", "(Invoke-EdgeProvisionConfiguration{0} -PassThru).Name") with
        {
            PassThru = Gives("(Invoke-EdgeProvisionConfiguration fosdem -PassThru).ConfigurationStatus", "configured"),
            WhatIf = WhatIf("Invoke-EdgeProvisionConfiguration fosdem -Reapply", "Configure fosdem-b over SSH", givesPlan: true),
            Stop = Stops("Invoke-EdgeProvisionConfiguration fosdem", "one.documentpool.info"),
        },
        new("Get-EdgeProvisionPlan")
        {
            ByName = Gives("(Get-EdgeProvisionPlan (Plain m-one)).Provision", "m-one"),
            ById = None(Descriptors),
            ByObject = Gives("(Get-EdgeProvisionPlan -InputObject (Import-EdgeDescriptor (Plain m-one))).Provision", "m-one"),
            Pipeline = Gives("(Import-EdgeDescriptor (Plain m-one), (Plain m-two) | Get-EdgeProvisionPlan).Provision", "m-one", "m-two"),
            PropertyName = Gives("([pscustomobject]@{ FullName = Plain m-one } | Get-EdgeProvisionPlan).Provision", "m-one"),
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            NotFound = Fails("Get-EdgeProvisionPlan $folder/nothing*.yaml", "DescriptorNotFound"),
            OneBadOfThree = Fails("(Get-EdgeProvisionPlan (Plain m-one), $folder/nothing.yaml, (Plain m-two)).Provision", "DescriptorInvalid", "m-one", "m-two"),
            Stop = Stops("Get-EdgeProvisionPlan (Plain m-one)", "one.documentpool.info"),
        },
        new("Invoke-EdgeProvisionPlan")
        {
            ByName = Gives("$null = Get-EdgeProvisionPlan (Plain m-one) -OutFile $folder/m-one.json; (Invoke-EdgeProvisionPlan $folder/m-one.json -WhatIf -PassThru).Provision", "m-one"),
            ById = None("A plan has no id: it is a file, or an object."),
            ByObject = Gives("(Invoke-EdgeProvisionPlan -InputObject (Get-EdgeProvisionPlan (Plain m-one)) -WhatIf -PassThru).Provision", "m-one"),
            Pipeline = Gives("(Get-EdgeProvisionPlan (Plain m-one), (Plain m-two) | Invoke-EdgeProvisionPlan -PassThru -Confirm:$false).Name", "m-one", "m-two") with { After = Tidy },
            PropertyName = Gives("$null = Get-EdgeProvisionPlan (Plain m-one) -OutFile $folder/m-one.json; ([pscustomobject]@{ FullName = \"$folder/m-one.json\" } | Invoke-EdgeProvisionPlan -WhatIf -PassThru).Provision", "m-one"),
            PassThru = Gives("(Get-EdgeProvisionPlan (Plain m-one) | Invoke-EdgeProvisionPlan -PassThru -Confirm:$false).Name", "m-one") with { After = Tidy },
            WhatIf = WhatIf("Get-EdgeProvisionPlan (Hosts m-one) | Invoke-EdgeProvisionPlan", "Rent baremetal_0 .* for m-one-a .*0\\.07 USD/h", givesPlan: true),
            NotFound = Fails("Invoke-EdgeProvisionPlan $folder/nothing*.json -Confirm:$false", "PlanNotFound"),
            OneBadOfThree = Fails(
                "$plans = Get-EdgeProvisionPlan (Plain m-one), (Plain m-two), (Plain m-three); $null = New-EdgeProvision (Plain m-two); ($plans | Invoke-EdgeProvisionPlan -PassThru -Confirm:$false).Name", "PlanStale", "m-one", "m-three") with { After = Tidy },
            Stop = Stops("Get-EdgeProvisionPlan (Plain m-one) | Invoke-EdgeProvisionPlan -Confirm:$false", "one.cluster.allocate", "continue with: New-EdgeProvision") with { After = Tidy },
        },
        Standing("Wait-EdgeProvision", "(Wait-EdgeProvision{0}).Name") with
        {
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            PropertyName = Gives("(Again $p | Wait-EdgeProvision).Name", "fosdem"),
            NotFound = Fails("Wait-EdgeProvision nothing -Timeout 1", "ProvisionNotFound"),
            OneBadOfThree = Fails("(Wait-EdgeProvision m-one, nothing, m-two -Timeout 1).Name", "ProvisionNotFound", "m-one", "m-two") with { Before = Stand, After = Tidy },
            Stop = Stops("Wait-EdgeProvision fosdem", "one.documentpool.info"),
        },
        Standing("Import-EdgeProvision", "(Import-EdgeProvision{0} -PassThru).Name") with
        {
            // What is the module's own already is left as it is; ImportTests adopt what the original has made.
            PassThru = Gives("(Import-EdgeProvision fosdem -PassThru).Name", "fosdem"),
            WhatIf = WhatIf("Import-EdgeProvision fosdem", "Nothing to do for provision fosdem", givesPlan: false),
            Stop = Stops("Import-EdgeProvision fosdem", "one.documentpool.info"),
        },
        new("Get-EdgeOperation")
        {
            ByName = Gives("(Get-EdgeOperation fosdem)[0].Provision", "fosdem"),
            ById = Gives("(Get-EdgeOperation -Provision $p.Id)[0].Provision", "fosdem"),
            ByObject = None("A provision is named; its object comes through the pipeline."),
            Pipeline = Gives("($p | Get-EdgeOperation)[0].Provision", "fosdem"),
            PropertyName = Gives("(Again $p | Get-EdgeOperation)[0].Provision", "fosdem"),
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            NotFound = Fails("Get-EdgeOperation nothing", "ProvisionNotFound"),
            OneBadOfThree = Fails("(Get-EdgeOperation m-one, nothing, m-two).Provision", "ProvisionNotFound", "m-one", "m-two") with { Before = Stand, After = Tidy },
            Stop = Stops("Get-EdgeOperation", "one.documentpool.info"),
        },
    ];

    private static Row Standing(string cmdlet, string call)
    {
        return new(cmdlet)
        {
            ByName = Gives(Of(" fosdem"), "fosdem"),
            ById = Gives(Of(" -Id $p.Id"), "fosdem"),
            ByObject = Gives(Of(" -InputObject $p"), "fosdem"),
            Pipeline = Gives(Of("").Replace(cmdlet, "$p | " + cmdlet, StringComparison.Ordinal), "fosdem"),
            PropertyName = Gives(Of("").Replace(cmdlet, "Again $p | " + cmdlet, StringComparison.Ordinal), "fosdem"),
            PassThru = None(""),
            WhatIf = None(""),
            NotFound = Fails(Of(" nothing"), "ProvisionNotFound"),
            OneBadOfThree = Fails(Of(" m-one, nothing, m-two"), "ProvisionNotFound", "m-one", "m-two") with { Before = Stand, After = Tidy },
            Stop = None(""),
        };

        string Of(string which) => call.Replace("{0}", which, StringComparison.Ordinal);
    }
}
