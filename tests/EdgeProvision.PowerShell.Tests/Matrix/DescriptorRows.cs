using static EdgeProvision.PowerShell.Tests.Matrix.Cell;

namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>Cmdlets on descriptors: in memory and in files.</summary>
internal static class DescriptorRows
{
    private const string NoIds = "Descriptors have no ids.";
    private const string Composes = "Makes an object in memory, and changes nothing.";
    private const string NoPassThru = "Writes the descriptor anyway.";
    private const string AtOnce = "Is done at once: it waits for nothing outside.";
    private const string Looks = "Changes nothing.";

    public static IReadOnlyList<Row> All { get; } =
    [
        new("New-EdgeDescriptor")
        {
            ByName = Gives("(New-EdgeDescriptor m-one).Name", "m-one"),
            ById = None(NoIds),
            ByObject = None("Starts with a name."),
            Pipeline = Gives("('m-one', 'm-two' | New-EdgeDescriptor).Name", "m-one", "m-two"),
            PropertyName = None("A name alone is no reason to make a descriptor of whatever has one."),
            PassThru = None(NoPassThru),
            WhatIf = None(Composes),
            NotFound = Fails("New-EdgeDescriptor m-one -Template nothing", "TemplateNotFound"),
            OneBadOfThree = None("All are of one template and differ in their names only."),
            Stop = None(AtOnce),
        },
        Adds("Add-EdgeDescriptorHost", "Add-EdgeDescriptorHost h1", "Hosts", "DuplicateHostname"),
        Adds("Add-EdgeDescriptorNetwork", "Add-EdgeDescriptorNetwork n1 -Driver dummy -Bridge br9", "Networks", "DuplicateName"),
        Adds("Add-EdgeDescriptorDatastore", "Add-EdgeDescriptorDatastore d1 -Driver fs -TransferDriver ssh", "Datastores", "DuplicateName"),
        new("Import-EdgeDescriptor")
        {
            ByName = Gives("(Import-EdgeDescriptor (Plain m-one)).Name", "m-one"),
            ById = None(NoIds),
            ByObject = None("Reads files."),
            Pipeline = Gives("((Plain m-one), (Plain m-two) | Import-EdgeDescriptor).Name", "m-one", "m-two"),
            PropertyName = Gives("([pscustomobject]@{ FullName = Plain m-one } | Import-EdgeDescriptor).Name", "m-one"),
            PassThru = None(NoPassThru),
            WhatIf = None(Composes),
            NotFound = Fails("Import-EdgeDescriptor $folder/nothing*.yaml", "DescriptorNotFound"),
            OneBadOfThree = Fails("(Import-EdgeDescriptor (Plain m-one), $folder/nothing.yaml, (Plain m-two)).Name", "FileNotFound", "m-one", "m-two"),
            Stop = None(AtOnce),
        },
        new("Export-EdgeDescriptor")
        {
            ByName = None("The name is the file's, in the other cells."),
            ById = None(NoIds),
            ByObject = Gives("Export-EdgeDescriptor -InputObject (New-EdgeDescriptor m-one) $folder/one.yaml; (Import-EdgeDescriptor $folder/one.yaml).Name", "m-one"),
            Pipeline = Gives("'m-one', 'm-two' | New-EdgeDescriptor | Export-EdgeDescriptor -Path { \"$folder/$($_.Name).yaml\" }; (Import-EdgeDescriptor $folder/m-*.yaml).Name", "m-one", "m-two"),
            PropertyName = Gives("Again (New-EdgeDescriptor m-one) | Export-EdgeDescriptor $folder/one.yaml; (Import-EdgeDescriptor $folder/one.yaml).Name", "m-one"),
            PassThru = Gives("(New-EdgeDescriptor m-one | Export-EdgeDescriptor $folder/one.yaml -PassThru).Name", "one.yaml"),
            WhatIf = WhatIf("New-EdgeDescriptor m-one | Export-EdgeDescriptor $folder/never.yaml", "Write descriptor m-one", givesPlan: false),
            NotFound = Fails("New-EdgeDescriptor m-one | Export-EdgeDescriptor $folder/nowhere/one.yaml", "DirectoryNotFound"),
            OneBadOfThree = Fails(
                "'m-one', 'nowhere/m', 'm-two' | New-EdgeDescriptor | Export-EdgeDescriptor -Path { \"$folder/$($_.Name).yaml\" } -PassThru | ForEach-Object Name", "DirectoryNotFound", "m-one.yaml", "m-two.yaml"),
            Stop = None(AtOnce),
        },
        new("Test-EdgeDescriptor")
        {
            ByName = Gives("Test-EdgeDescriptor (Plain m-one)", "True"),
            ById = None(NoIds),
            ByObject = Gives("Test-EdgeDescriptor -InputObject (Import-EdgeDescriptor (Plain m-one))", "True"),
            Pipeline = Gives("Import-EdgeDescriptor (Plain m-one) | Test-EdgeDescriptor", "True"),
            PropertyName = Gives("[pscustomobject]@{ FullName = Plain m-one } | Test-EdgeDescriptor", "True"),
            PassThru = None("Writes what it finds out anyway."),
            WhatIf = None(Looks),
            NotFound = Fails("Test-EdgeDescriptor $folder/nothing*.yaml", "DescriptorNotFound"),
            OneBadOfThree = Fails("Test-EdgeDescriptor (Plain m-one), $folder/nothing.yaml, (Plain m-two)", "FileNotFound", "True", "False", "True"),
            Stop = None(AtOnce),
        },
    ];

    private static Row Adds(string cmdlet, string call, string list, string errorId) => new(cmdlet)
    {
        ByName = Gives($"(New-EdgeDescriptor m-one | {call}).{list}.Count", "1"),
        ById = None(NoIds),
        ByObject = Gives($"({call} -InputObject (New-EdgeDescriptor m-one)).{list}.Count", "1"),
        Pipeline = Gives($"('m-one', 'm-two' | New-EdgeDescriptor | {call}).Name", "m-one", "m-two"),
        PropertyName = Gives($"(Again (New-EdgeDescriptor m-one) | {call}).Name", "m-one"),
        PassThru = None(NoPassThru),
        WhatIf = None(Composes),
        NotFound = None("Refers to nothing that could be missing."),
        OneBadOfThree = Fails($"((New-EdgeDescriptor m-one), (New-EdgeDescriptor m-bad | {call}), (New-EdgeDescriptor m-two) | {call}).Name", errorId, "m-one", "m-two"),
        Stop = None(AtOnce),
    };
}
