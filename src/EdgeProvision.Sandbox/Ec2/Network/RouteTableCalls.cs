using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>The calls about route tables and the subnets that go by them. Each runs with the store's gate held.</summary>
internal sealed class RouteTableCalls(Ec2Store store)
{
    private static readonly ResourceList<RouteTable> List = new(
        "RouteTableId", "routeTableSet", holdings => holdings.RouteTables,
        new Dictionary<string, Func<RouteTable, DateTimeOffset, IEnumerable<string?>>>
        {
            ["route-table-id"] = (table, _) => [table.Id],
            ["vpc-id"] = (table, _) => [table.Vpc.Id],
            ["association.main"] = (table, _) => table.Associations.Select(association => association.Subnet is null ? "true" : "false"),
            ["association.subnet-id"] = (table, _) => table.Associations.Select(association => association.Subnet?.Id),
            ["association.route-table-association-id"] = (table, _) => table.Associations.Select(association => association.Id),
            ["route.gateway-id"] = (table, _) => table.Routes.Select(route => route.Target is InternetGateway gateway ? gateway.Id : null),
            ["route.destination-cidr-block"] = (table, _) => table.Routes.Select(route => route.Destination.ToString()),
        },
        (table, call) => NetworkDocument.Of(table, call.Holdings, call.Moment));

    public IEnumerable<Ec2Action> Actions =>
    [
        new("CreateRouteTable", Create), new("DeleteRouteTable", Delete), new("DescribeRouteTables", List.Describe),
        new("AssociateRouteTable", Associate), new("DisassociateRouteTable", Disassociate),
    ];

    private IEnumerable<XElement?> Create(Ec2Call call)
    {
        var earlier = call.Holdings.RouteTableTokens.Find(call.Parameters);
        var vpc = call.Holdings.Vpcs.Get(call, call.Parameters, "VpcId");
        var tags = TagReader.ReadSpecification(call.Parameters, ResourceKind.RouteTable);
        if (earlier is null && call.Holdings.RouteTables.Living.Count(table => table.Vpc == vpc) >= store.Options.Quotas.RouteTablesPerVpc)
            throw new Ec2RefusedException("RouteTableLimitExceeded", "The maximum number of route tables has been reached.");
        call.Ready();
        var made = earlier ?? call.Holdings.RouteTables.Add(new RouteTable(vpc.Block, store.Now) { Vpc = vpc }, tags);
        if (earlier is null)
            call.Holdings.RouteTableTokens.Remember(call.Parameters, made);
        return [Xml.Node("routeTable", NetworkDocument.Of(made, call.Holdings, store.Now).ToArray<object?>()), Xml.Value("clientToken", call.Parameters.Text("ClientToken"))];
    }

    private IEnumerable<XElement?> Delete(Ec2Call call)
    {
        var table = call.Holdings.RouteTables.Get(call, call.Parameters, "RouteTableId");
        call.Ready();
        if (table.Associations.Count > 0)
            throw Ec2RefusedException.InUse("routeTable", table.Id);
        table.GoneAt = store.Now;
        return Xml.Done;
    }

    private static IEnumerable<XElement?> Associate(Ec2Call call)
    {
        var table = call.Holdings.RouteTables.Get(call, call.Parameters, "RouteTableId");
        var subnet = call.Holdings.Subnets.Get(call, call.Parameters, "SubnetId");
        if (subnet.Vpc != table.Vpc)
            throw new Ec2RefusedException("InvalidParameterValue", $"Route table {table.Id} and subnet {subnet.Id} belong to different networks");
        call.Ready();
        // Asking again for what is so already is no conflict.
        if (table.Associations.Find(association => association.Subnet == subnet) is { } known)
            return Associated(known);
        if (call.Holdings.RouteTables.Living.Any(other => other.Associations.Exists(association => association.Subnet == subnet)))
            throw new Ec2RefusedException("Resource.AlreadyAssociated", $"the specified association for route table {table.Id} conflicts with an existing association");
        var made = new RouteTableAssociation(ResourceKind.NewId("rtbassoc"), subnet);
        table.Associations.Add(made);
        return Associated(made);
    }

    private static IEnumerable<XElement?> Disassociate(Ec2Call call)
    {
        var id = call.Parameters.Required("AssociationId");
        var table = call.Holdings.RouteTables.Living.FirstOrDefault(candidate => candidate.Associations.Exists(association => association.Id == id))
            ?? throw new Ec2RefusedException("InvalidAssociationID.NotFound", $"The association ID '{id}' does not exist");
        var found = table.Associations.Find(association => association.Id == id)!;
        if (found.Subnet is null)
            throw new Ec2RefusedException("InvalidParameterValue", $"cannot disassociate the main route table association {id}");
        call.Ready();
        table.Associations.Remove(found);
        return Xml.Done;
    }

    private static XElement?[] Associated(RouteTableAssociation association) => [Xml.Value("associationId", association.Id), NetworkDocument.Associated()];
}
