using System.Text;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>The calls that tell how instances do. Each runs with the store's gate held.</summary>
internal sealed class StatusCalls(Ec2Store store)
{
    private static readonly Pager Pages = new("InstanceId");

    public IEnumerable<Ec2Action> Actions => [new("DescribeInstanceStatus", Describe), new("GetConsoleOutput", Console)];

    private IEnumerable<XElement?> Describe(Ec2Call call)
    {
        var all = call.Parameters.Flag("IncludeAllInstances");
        var filter = InstanceFilters.Table.Read(call);
        var listed = call.Holdings.Instances.List(call, call.Parameters.Texts("InstanceId"))
            .Where(instance => (all || instance.StateAt(call.Moment) == InstanceState.Running) && filter(instance));
        var (items, next) = Pages.Cut(call, listed, instance => instance.SortKey);
        return [Xml.Set("instanceStatusSet", items.Select(instance => Of(instance, call.Moment))), next];
    }

    private static IEnumerable<XElement?> Console(Ec2Call call)
    {
        var instance = call.Holdings.Instances.Get(call, call.Parameters, "InstanceId");
        _ = call.Parameters.Flag("Latest");
        call.Ready();
        return
        [
            Xml.Value("instanceId", instance.Id),
            Xml.Value("timestamp", instance.ConsoleChangedAt),
            Xml.Value("output", instance.Console is { } text ? Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) : null),
        ];
    }

    private IEnumerable<XElement?> Of(Instance instance, DateTimeOffset moment)
    {
        var state = instance.StateAt(moment);
        return
        [
            Xml.Value("instanceId", instance.Id),
            Xml.Value("availabilityZone", instance.Order.Subnet.Zone.Name),
            InstanceDocument.State("instanceState", state),
            Check("systemStatus", state, instance, isDark: false),
            Check("instanceStatus", state, instance, isDark: instance.IsMute),
        ];
    }

    private XElement Check(string name, string state, Instance instance, bool isDark)
    {
        var isEarly = store.Now < instance.RunningSince + store.Options.StatusCheckFor;
        var (status, detail) = (state == InstanceState.Running, isEarly, isDark) switch
        {
            (false, _, _) => ("not-applicable", null),
            (_, true, _) => ("initializing", "initializing"),
            (_, _, true) => ("impaired", "failed"),
            _ => ("ok", "passed"),
        };
        return Xml.Node(name, Xml.Value("status", status),
            detail is null ? null : Xml.Set("details", [new[] { Xml.Value("name", "reachability"), Xml.Value("status", detail) }]));
    }
}
