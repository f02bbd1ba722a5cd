using System.Text.RegularExpressions;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Checks;

/// <summary>Checks a host's merged <c>provision</c> section against its driver's table.</summary>
internal sealed partial class ProvisionCheck(DiagnosticBag bag, DescriptorLoadOptions options, TableCheck tables)
{
    private readonly List<CredentialNotGiven> _notGiven = [];

    /// <summary>Credentials that have to come from elsewhere.</summary>
    public IReadOnlyList<CredentialNotGiven> NotGiven => _notGiven;

    /// <summary>Checks the section and gives it back with misspellings that are understood put right.</summary>
    /// <param name="merged">Defaults and the host's own.</param>
    /// <param name="own">The host's own.</param>
    /// <param name="path">Where the host stands.</param>
    public AttributeMap Check(AttributeMap merged, AttributeMap own, string path)
    {
        var driver = merged.Text("driver");
        if (driver is null)
        {
            var at = merged.Find("driver")?.Value.Position ?? own.Position;
            bag.Error("RequiredKeyMissing", at, path + ".provision.driver", $"The required key driver is missing in provision ({path}). Known drivers are: {string.Join(", ", DriverTables.Names)}.");
            return merged;
        }
        if (DriverTables.Find(driver, options.AllowFakeDriver) is not { } table)
        {
            var nearest = NearestKey.Of(driver, DriverTables.Names);
            bag.Error(
                "UnknownDriver",
                merged["driver"]!.Position,
                path + ".provision.driver",
                $"The driver {Quoting.Short(driver)} is not known. Known drivers are: {string.Join(", ", DriverTables.Names)}.",
                nearest is null ? null : $"Did you mean {nearest}?");
            return merged;
        }
        var corrected = Prefer(own, Correct(merged, table), table);
        foreach (var entry in corrected.Entries)
        {
            var mine = own.Contains(entry.Key);
            // In defaults, a key may be meant for hosts of another driver.
            if (mine || table.Find(entry.Key) is not null || !DriverTables.AnyKnows(entry.Key))
                tables.CheckEntry(entry, table, mine ? $"{path}.provision.{entry.Key}" : $"defaults.provision.{entry.Key}");
        }
        tables.CheckRequired(corrected, table, path + ".provision");
        NoteCredentials(corrected, table, path + ".provision");
        if (driver == "packet")
            CheckPacket(corrected, path + ".provision");
        if (driver == "ec2" && !options.IsStored)
            CheckEc2(corrected, path + ".provision");
        return corrected;
    }

    /// <summary>What a host says itself takes the place of the other keys of the same meaning in defaults: its own metro, of the facility that all the others have.</summary>
    private static AttributeMap Prefer(AttributeMap own, AttributeMap merged, KeyTable table)
    {
        foreach (var set in table.Exclusive.Where(set => set.Any(key => own[key] is { IsMasked: false })))
            merged = merged.Without(set.Where(key => !own.Contains(key)));
        return merged;
    }

    private AttributeMap Correct(AttributeMap map, KeyTable table)
    {
        if (!map.Entries.Any(entry => table.Find(entry.Key)?.Means is not null))
            return map;
        return new AttributeMap(
            map.Entries.Where(entry => table.Find(entry.Key)?.Means is not { } means || !map.Contains(means)).Select(entry =>
            {
                if (table.Find(entry.Key)?.Means is not { } means)
                    return entry;
                bag.Warning("ReadAsOtherKey", entry.KeyPosition, "provision." + entry.Key, $"The key {entry.Key} is read as {means}.", $"Write {means}.");
                return entry with { Key = means };
            }),
            map.Position);
    }

    private void NoteCredentials(AttributeMap map, KeyTable table, string path)
    {
        // A registered provider brings them.
        if (map.Text("provider") is { Length: > 0 })
            return;
        foreach (var rule in table.Rules.Where(rule => rule.Credential && map.Reveal(rule.Name) is null))
        {
            if (rule.Name == "redfish_password" && map.Text("redfish_url") is null)
                continue;
            _notGiven.Add(new CredentialNotGiven($"{path}.{rule.Name}", rule.Name, map[rule.Name]?.Position ?? map.Position));
        }
    }

    /// <summary>Notes what a rented address range lacks.</summary>
    public void NoteAddressRange(AttributeMap range, string path)
    {
        if (range.Text("ipam_mad") == "packet")
            NoteCredentials(range, KeyTables.AddressRange, path);
    }

    private void CheckPacket(AttributeMap map, string path)
    {
        if (map.Text("project") is { } project && map.Text("packet_project") is { } given && project != given)
            bag.Error("ProjectOverridden", map["project"]!.Position, path + ".project", "project names another project than packet_project; a host cannot have its own.", "Remove project.");
    }

    /// <summary>Who is let in is said of a network of the provision's own, and where one that stands is named there is none.</summary>
    private void CheckEc2(AttributeMap map, string path)
    {
        if (AdmissionWish.StandingKeys.FirstOrDefault(IsGiven) is not { } standing)
            return;
        foreach (var own in AdmissionWish.Keys.Where(IsGiven))
        {
            bag.Error(
                "KeysContradict", map[own]!.Position, $"{path}.{own}",
                $"{own} is for a network of the provision's own, and {standing} ({Quoting.Place($"{path}.{standing}", map[standing]!.Position)}) names one that stands.", $"Remove {own} or {standing}.");
        }

        bool IsGiven(string key) => map[key] is DescriptorScalar { IsMasked: false, Text.Length: > 0 } or DescriptorList { Items.Count: > 0 };
    }

    /// <summary>Checks a host name, as far as it is filled in, by the rules of the provider.</summary>
    public void CheckHostname(string driver, string hostname, DescriptorPosition at, string path)
    {
        if (driver == "packet" && !Templates.TemplateText.IsTemplate(hostname) && !PacketHostname().IsMatch(hostname))
            bag.Error("HostnameRefused", at, path, $"The host name {Quoting.Short(hostname)} would be refused by the provider: letters, digits, -, _ and . are allowed, and it begins and ends with a letter or digit.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\z")]
    private static partial Regex PacketHostname();
}
