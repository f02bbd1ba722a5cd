using System.Text;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>The calls about single attributes of instances: one in each call. Each runs with the store's gate held.</summary>
internal sealed class AttributeCalls(Ec2Store store)
{
    private const string Protection = "disableApiTermination";
    private const string SourceCheck = "sourceDestCheck";
    private const string Shutdown = "instanceInitiatedShutdownBehavior";

    public IEnumerable<Ec2Action> Actions => [new("ModifyInstanceAttribute", Modify), new("DescribeInstanceAttribute", Describe)];

    private IEnumerable<XElement?> Modify(Ec2Call call)
    {
        var parameters = call.Parameters;
        var instance = call.Holdings.Instances.Get(call, parameters, "InstanceId");
        // Either Attribute=name and Value=value, or name.Value=value.
        var named = parameters.Word("Attribute", Protection, SourceCheck, Shutdown);
        var protects = named == Protection ? parameters.MaybeFlag("Value") : parameters.Group("DisableApiTermination").MaybeFlag("Value");
        var checks = named == SourceCheck ? parameters.MaybeFlag("Value") : parameters.Group("SourceDestCheck").MaybeFlag("Value");
        var shutdown = named == Shutdown
            ? parameters.Word("Value", "stop", "terminate")
            : parameters.Group("InstanceInitiatedShutdownBehavior").Word("Value", "stop", "terminate");
        var groups = GroupReader.Read(call, parameters.Texts("GroupId"), instance.Order.Subnet.Vpc, store.Options.Quotas);
        if (new object?[] { protects, checks, shutdown, groups }.Count(value => value is not null) != 1)
            throw Ec2RefusedException.Combination("Exactly one attribute must be specified.");
        if (instance.IsEnding)
            throw new Ec2RefusedException("IncorrectInstanceState", $"The instance '{instance.Id}' is {instance.State}.");
        call.Ready();
        instance.IsProtected = protects ?? instance.IsProtected;
        instance.ShutdownBehavior = shutdown ?? instance.ShutdownBehavior;
        instance.Interface.ChecksSource = checks ?? instance.Interface.ChecksSource;
        instance.Interface.Groups = groups ?? instance.Interface.Groups;
        return Xml.Done;
    }

    private static IEnumerable<XElement?> Describe(Ec2Call call)
    {
        var instance = call.Holdings.Instances.Get(call, call.Parameters, "InstanceId");
        _ = call.Parameters.Required("Attribute");
        var attribute = call.Parameters.Word("Attribute", Protection, SourceCheck, Shutdown, "userData", "instanceType", "groupSet")!;
        call.Ready();
        XElement content = attribute switch
        {
            Protection => Xml.Node(attribute, Xml.Value("value", instance.IsProtected)),
            SourceCheck => Xml.Node(attribute, Xml.Value("value", instance.Interface.ChecksSource)),
            Shutdown => Xml.Node(attribute, Xml.Value("value", instance.ShutdownBehavior)),
            "userData" => Xml.Node(attribute, Xml.Value("value", instance.UserData is { } text ? Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) : null)),
            "instanceType" => Xml.Node(attribute, Xml.Value("value", instance.Order.Type.Name)),
            _ => Network.InterfaceDocument.Groups(instance.Interface.Groups),
        };
        return [Xml.Value("instanceId", instance.Id), content];
    }
}
