using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>The calls about stock: what each place has of each plan, and whether an order would find enough.</summary>
internal sealed class CapacityCalls(PacketConditions conditions)
{
    public HttpReply Facilities() => Reply(
        PacketCatalogue.Facilities.Select(facility => facility.Code), conditions.StockOf, showsNumber: false);

    public HttpReply Metros() => Reply(PacketCatalogue.Metros.Select(metro => metro.Code), StockOfMetro, showsNumber: true);

    public HttpReply CheckFacilities(PacketCall call) =>
        Check(call, "facility", PacketCatalogue.Facilities.Select(facility => facility.Code), conditions.StockOf);

    public HttpReply CheckMetros(PacketCall call) => Check(call, "metro", PacketCatalogue.Metros.Select(metro => metro.Code), StockOfMetro);

    private int StockOfMetro(HardwarePlan plan, string metro) =>
        PacketCatalogue.Facilities.Where(facility => facility.Metro == metro).Sum(facility => conditions.StockOf(plan, facility.Code));

    private static HttpReply Reply(IEnumerable<string> places, Func<HardwarePlan, string, int> stock, bool showsNumber)
    {
        var capacity = new JsonObject();
        foreach (var place in places)
        {
            var plans = new JsonObject();
            foreach (var plan in PacketCatalogue.Plans)
            {
                var servers = stock(plan, place);
                var entry = new JsonObject { ["level"] = StockLevel.Of(servers) };
                if (showsNumber)
                    entry["available_servers"] = servers;
                plans[plan.Slug] = entry;
            }

            capacity[place] = plans;
        }

        return PacketReply.Json(200, new JsonObject { ["capacity"] = capacity });
    }

    private static HttpReply Check(PacketCall call, string placeName, IEnumerable<string> places, Func<HardwarePlan, string, int> stock)
    {
        var known = places.ToList();
        var body = JsonBody.Read(call.Http);
        var answers = new JsonArray();
        foreach (var wish in (body.Node("servers") as JsonArray ?? []).OfType<JsonObject>())
        {
            var place = Text(wish, placeName);
            var plan = PacketCatalogue.Plans.FirstOrDefault(candidate => candidate.IsNamed(Text(wish, "plan")));
            var isNumber = int.TryParse(Text(wish, "quantity"), out var quantity);
            if (!known.Contains(place))
                body.Errors.Add($"{placeName} {place} is not a valid {placeName}");
            else if (plan is null)
                body.Errors.Add($"plan {Text(wish, "plan")} is not valid");
            else if (!isNumber || quantity < 1)
                body.Errors.Add("quantity must be a positive number");
            else
                answers.Add(new JsonObject { [placeName] = place, ["plan"] = Text(wish, "plan"), ["quantity"] = Text(wish, "quantity"), ["available"] = stock(plan, place) >= quantity });
        }

        body.ThrowIfWrong();
        return PacketReply.Json(200, new JsonObject { ["servers"] = answers });
    }

    // The API takes the number as text; programs send either.
    private static string Text(JsonObject wish, string name) => wish[name]?.ToString() ?? "";
}
