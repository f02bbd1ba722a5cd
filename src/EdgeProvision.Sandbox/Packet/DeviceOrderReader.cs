using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeProvision.Sandbox.CloudInit;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>Turns the body of a create call into a <see cref="DeviceRequest"/>, or into all the reasons why not.</summary>
internal sealed partial class DeviceOrderReader(PacketStore store, PacketTenant tenant)
{
    private static readonly string[] BillingCycles = ["hourly", "daily", "monthly", "yearly"];

    public DeviceRequest Read(JsonBody body)
    {
        var plan = Named(body, "plan", PacketCatalogue.Plans, (item, text) => item.IsNamed(text));
        var system = Named(body, "operating_system", PacketCatalogue.OperatingSystems, (item, text) => item.IsNamed(text));
        var wantsReserved = body.Has("hardware_reservation_id");
        var reserved = wantsReserved && plan is not null ? ReadReserved(body, plan) : null;

        // What is reserved is not sold to anybody else: the stock does not matter to it.
        var facility = ReadFacility(body, stock: plan is null || wantsReserved ? null : (plan, store.Conditions));
        var billing = body.Text("billing_cycle") ?? "hourly";
        if (!BillingCycles.Contains(billing))
            body.Errors.Add($"billing_cycle {billing} is not a valid billing cycle");
        var hostname = body.Text("hostname");
        if (hostname is not null && !HostnamePattern().IsMatch(hostname))
            body.Errors.Add("hostname must be a valid hostname");
        var userData = body.Text("userdata");
        var keys = ReadKeys(body).Concat(CloudConfig.AuthorizedKeys(userData)).Distinct().ToList();
        var wantsPublic = ReadAddressWish(body);
        var request = new DeviceRequest(hostname ?? "", plan!, system!, reserved?.Facility ?? facility!)
        {
            Reserved = reserved,
            BillingCycle = billing, Description = body.Text("description"), CustomData = Custom(body), UserData = userData, Locked = body.Flag("locked"),
            WantsPublicAddress = wantsPublic, TerminationTime = ReadTermination(body, store.Now), Tags = body.Texts("tags"), AuthorizedKeys = keys,
        };
        if (store.Devices.Count(device => device.Tenant == tenant && device.State != DeviceState.Deleted) >= store.Options.DeviceQuota)
            body.Errors.Add($"The project's quota of {store.Options.DeviceQuota} devices is used up");
        body.ThrowIfWrong();
        return hostname is null ? request with { Hostname = $"{plan!.Slug.Replace('_', '-')}-{facility!.Code}" } : request;
    }

    /// <summary>The reserved machine that is asked for, by id or whichever is free; of the plan that is ordered, and at its place.</summary>
    private ReservedHardware? ReadReserved(JsonBody body, HardwarePlan plan)
    {
        var wish = body.Text("hardware_reservation_id");
        var own = store.Reserved.FindAll(item => item.Tenant == tenant && (wish == "next-available" || item.Id == wish));
        if (own.Count == 0)
        {
            body.Errors.Add(wish == "next-available" ? "hardware_reservation_id: no hardware reservation is available" : $"hardware_reservation_id: {wish} is not a hardware reservation of this project");
            return null;
        }

        var fitting = own.FindAll(item => item.Plan == plan && IsWished(body, item.Facility));
        var found = fitting.Find(item => item.IsFree);
        if (found is null)
        {
            body.Errors.Add(wish == "next-available" ? "hardware_reservation_id: no hardware reservation is available"
                : fitting.Count == 0 ? $"hardware_reservation_id: {wish} does not match the plan or the location"
                : $"hardware_reservation_id: {wish} is not provisionable");
        }

        return found;
    }

    private static bool IsWished(JsonBody body, Facility facility)
    {
        if (body.Text("metro") is { } metro && facility.Metro != metro && StableId.Of("metro", facility.Metro) != metro)
            return false;
        var wishes = Wishes(body);
        return wishes.Count == 0 || wishes.Any(wish => wish == "any" || wish == facility.Code || wish == facility.Id);
    }

    private static IReadOnlyList<string> Wishes(JsonBody body) => body.Node("facility") is JsonArray ? body.Texts("facility") : body.Text("facility") is { } one ? [one] : [];

    internal static string? Custom(JsonBody body) => body.Node("customdata")?.ToJsonString();

    /// <summary>The facility asked for: by code, by the first known of several, or any of a metro; for a device, one that has its plan in stock.</summary>
    internal static Facility? ReadFacility(JsonBody body, bool required = true, (HardwarePlan Plan, PacketConditions Conditions)? stock = null)
    {
        var metro = body.Text("metro");
        if (metro is not null && PacketCatalogue.Metros.All(known => known.Code != metro && known.Id != metro))
        {
            body.Errors.Add($"metro {metro} is not a valid metro");
            return null;
        }

        var candidates = PacketCatalogue.Facilities.Where(known => metro is null || known.Metro == metro || StableId.Of("metro", known.Metro) == metro).ToList();
        var wishes = Wishes(body);
        if (wishes.Count == 0 && metro is null)
        {
            if (required)
                body.Errors.Add("facility or metro must be given");
            return null;
        }

        var wished = wishes.Count == 0 ? candidates : wishes.SelectMany(wish => candidates.Where(known => wish == "any" || known.Code == wish || known.Id == wish)).ToList();
        var place = wishes.Count == 0 ? $"metro {metro}" : $"facility {string.Join(", ", wishes)}";
        if (wished.Count == 0)
        {
            body.Errors.Add($"{place} is not a valid facility");
            return null;
        }

        var found = wished.Find(facility => stock is not var (plan, conditions) || conditions.StockOf(plan, facility.Code) > 0);
        if (found is null)
            body.Errors.Add($"The {place} has no provisionable {stock!.Value.Plan.Slug} servers matching your criteria");
        return found;
    }

    internal static T? Named<T>(JsonBody body, string name, IReadOnlyList<T> known, Func<T, string, bool> isNamed)
        where T : class
    {
        var text = body.Text(name);
        if (string.IsNullOrEmpty(text))
        {
            body.Errors.Add($"{name} can't be blank");
            return null;
        }

        var found = known.FirstOrDefault(item => isNamed(item, text));
        if (found is null)
            body.Errors.Add($"{name} {text} is not valid");
        return found;
    }

    private List<string> ReadKeys(JsonBody body)
    {
        var keys = new List<string>();
        foreach (var item in body.Node("ssh_keys") as JsonArray ?? [])
        {
            if (item is JsonObject entry && entry["key"] is JsonValue value && value.TryGetValue<string>(out var key))
                keys.Add(key.Trim());
            else
                body.Errors.Add("ssh_keys must be an array of objects with label and key");
        }

        var kept = store.SshKeys.FindAll(key => key.Tenant == tenant);
        var named = body.Texts("project_ssh_keys").Concat(body.Texts("user_ssh_keys")).ToList();
        foreach (var id in named)
        {
            if (kept.Find(key => key.Id == id) is { } entry)
                keys.Add(entry.Key);
            else
                body.Errors.Add($"ssh key {id} does not exist");
        }

        // The API's rule: naming no key at all means every key of the project.
        if (keys.Count == 0 && named.Count == 0 && !body.Flag("no_ssh_keys"))
            keys.AddRange(kept.Select(key => key.Key));
        return keys;
    }

    private static bool ReadAddressWish(JsonBody body)
    {
        if (body.Node("ip_addresses") is not JsonArray wishes)
            return true;
        var kinds = new HashSet<(int Family, bool Public)>();
        foreach (var wish in wishes.OfType<JsonObject>())
        {
            if (wish["address_family"] is JsonValue family && family.TryGetValue<int>(out var number) && number is 4 or 6
                && wish["public"] is JsonValue flag && flag.TryGetValue<bool>(out var isPublic))
                kinds.Add((family.GetValue<int>(), isPublic));
            else
                body.Errors.Add("ip_addresses must name address_family and public");
        }

        if (!kinds.Contains((4, false)))
            body.Errors.Add("ip_addresses must contain a private IPv4 address");
        return kinds.Contains((4, true));
    }

    internal static DateTimeOffset? ReadTermination(JsonBody body, DateTimeOffset now)
    {
        if (body.Text("termination_time") is not { } text)
            return null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            body.Errors.Add("termination_time must be an ISO 8601 time");
        else if (moment <= now)
            body.Errors.Add("termination_time must be in the future");
        return moment;
    }

    [GeneratedRegex(@"^(?=.{1,253}\z)[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?)*\z")]
    internal static partial Regex HostnamePattern();
}
