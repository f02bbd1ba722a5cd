using static EdgeProvision.PowerShell.Tests.Matrix.Cell;

namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>Cmdlets on providers and what they offer, and on playbooks.</summary>
internal static class OfferRows
{
    private const string NoPassThru = "Writes what it finds out anyway.";
    private const string ChangesNothing = "Changes nothing.";
    private const string NoObject = "Is named; objects come through the pipeline.";
    private const string Registered = "Register-EdgeProvider r-one packet https://packet.example.net -Project x -CredentialSource env:R_TOKEN; Register-EdgeProvider r-two packet https://packet.example.net -Project x -CredentialSource prompt";

    public static IReadOnlyList<Row> All { get; } =
    [
        new("Get-EdgeProvider")
        {
            ByName = Gives("(Get-EdgeProvider packet).Name", "packet"),
            ById = None("Providers have names, and no other ids."),
            ByObject = None(NoObject),
            Pipeline = Gives("('pack*' | Get-EdgeProvider).Name", "packet"),
            PropertyName = None("By value: a provider is its name."),
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            NotFound = Fails("Get-EdgeProvider nothing", "ProviderNotFound"),
            OneBadOfThree = Fails("(Get-EdgeProvider packet, nothing, pack*).Name", "ProviderNotFound", "packet"),
            Stop = None("Asks nobody: in a connected session it is all known."),
        },
        Offer("Get-EdgeLocation", "ams1", "nrt1", "LocationNotFound", "GET /facilities"),
        Offer("Get-EdgeHardware", "baremetal_0", "baremetal_1", "HardwareNotFound", "GET /plans"),
        Offer("Get-EdgeImage", "debian_12", "centos_7", "ImageNotFound", "GET /operating-systems"),
        new("Get-EdgePlaybook")
        {
            ByName = Gives("(Get-EdgePlaybook default).Name", "default"),
            ById = None("Playbooks have names, and no other ids."),
            ByObject = None(NoObject),
            Pipeline = Gives("('def*', 'static_vxlan' | Get-EdgePlaybook).Name", "default", "static_vxlan"),
            PropertyName = None("By value: a playbook is its name."),
            PassThru = None(NoPassThru),
            WhatIf = None(ChangesNothing),
            NotFound = Fails("Get-EdgePlaybook nothing", "PlaybookNotFound"),
            OneBadOfThree = Fails("(Get-EdgePlaybook default, nothing, static_vxlan).Name", "PlaybookNotFound", "default", "static_vxlan"),
            Stop = None("Is done at once: it reads files."),
        },
        new("Register-EdgeProvider")
        {
            ByName = Gives("(Register-EdgeProvider r-one packet https://packet.example.net -Project x -CredentialSource prompt -PassThru).Name", "r-one"),
            ById = None("Providers have names, and no other ids."),
            ByObject = None(NoObject),
            Pipeline = None("By property name: it takes several properties of each."),
            PropertyName = Gives("([pscustomobject]@{ Name = 'r-one'; Driver = 'packet'; Endpoint = 'https://packet.example.net'; Project = 'x'; CredentialSource = 'prompt' } | Register-EdgeProvider -PassThru).Name", "r-one"),
            PassThru = Gives("(Register-EdgeProvider r-one packet https://packet.example.net -Project x -CredentialSource prompt -PassThru).CredentialSource", "prompt"),
            WhatIf = WhatIf("Register-EdgeProvider r-one packet https://packet.example.net -Project x -CredentialSource prompt", "Register.*provider r-one", givesPlan: false),
            NotFound = Fails("Register-EdgeProvider r-one nothing https://packet.example.net", "ProviderUnknown"),
            OneBadOfThree = Fails(
                "('r-one', 'r two', 'r-three' | ForEach-Object { [pscustomobject]@{ Name = $_; Driver = 'packet'; Endpoint = 'https://packet.example.net'; Project = 'x'; CredentialSource = 'prompt' } } | Register-EdgeProvider -PassThru).Name",
                "ProviderNameInvalid",
                "r-one", "r-three"),
            Stop = None("Is done at once: it writes a file."),
        },
        new("Unregister-EdgeProvider")
        {
            ByName = Gives("(Unregister-EdgeProvider r-one -PassThru).Name", "r-one") with { Before = Registered },
            ById = None("Providers have names, and no other ids."),
            ByObject = None(NoObject),
            Pipeline = Gives("('r-*' | Unregister-EdgeProvider -PassThru).Name", "r-one", "r-two") with { Before = Registered },
            PropertyName = Gives("([pscustomobject]@{ Name = 'r-one' } | Unregister-EdgeProvider -PassThru).Name", "r-one") with { Before = Registered },
            PassThru = Gives("(Unregister-EdgeProvider r-two -PassThru).CredentialSource", "prompt") with { Before = Registered },
            WhatIf = WhatIf("Unregister-EdgeProvider r-one", "Unregister.*provider r-one", givesPlan: false) with { Before = Registered },
            NotFound = Fails("Unregister-EdgeProvider nothing", "ProviderNotRegistered"),
            OneBadOfThree = Fails("(Unregister-EdgeProvider r-one, nothing, r-two -PassThru).Name", "ProviderNotRegistered", "r-one", "r-two") with { Before = Registered },
            Stop = None("Is done at once: it writes a file."),
        },
    ];

    private static Row Offer(string cmdlet, string one, string other, string errorId, string held) => new(cmdlet)
    {
        ByName = Gives($"({cmdlet} {one} -Provider packet).Name", one),
        ById = Gives($"({cmdlet} ({cmdlet} {one} -Provider packet).Id -Provider packet).Name", one),
        ByObject = None(NoObject),
        Pipeline = Gives($"(Get-EdgeProvider packet | ForEach-Object {{ [pscustomobject]@{{ Provider = $_.Name }} }} | {cmdlet} {one}).Name", one),
        PropertyName = Gives($"([pscustomobject]@{{ Provider = 'packet' }} | {cmdlet} {one}, {other}).Name", one, other),
        PassThru = None(NoPassThru),
        WhatIf = None(ChangesNothing),
        NotFound = Fails($"{cmdlet} nothing", errorId),
        OneBadOfThree = Fails($"({cmdlet} {one}, nothing, {other} -Provider packet).Name", errorId, one, other),
        Stop = Stops(cmdlet, held),
    };
}
