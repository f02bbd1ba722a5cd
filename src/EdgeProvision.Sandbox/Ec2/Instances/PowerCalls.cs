using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>
/// The calls that change the state of instances. Each runs with the store's gate held, and may be repeated. A call that names several is refused
/// whole when one of them is unknown or in a state that it cannot be done from.
/// </summary>
internal sealed class PowerCalls(InstanceLifecycle lifecycle)
{
    public IEnumerable<Ec2Action> Actions => [new("StartInstances", Start), new("StopInstances", Stop), new("RebootInstances", Reboot), new("TerminateInstances", Terminate)];

    private IEnumerable<XElement?> Start(Ec2Call call)
    {
        var instances = Read(call);
        _ = call.Parameters.Text("AdditionalInfo");
        call.Ready();
        Check(instances, "started", InstanceState.Pending, InstanceState.Running, InstanceState.Stopped);
        return Change(instances, lifecycle.Start);
    }

    private IEnumerable<XElement?> Stop(Ec2Call call)
    {
        var instances = Read(call);
        _ = call.Parameters.Flag("Force");
        _ = call.Parameters.Flag("SkipOsShutdown");
        if (call.Parameters.Flag("Hibernate"))
            throw new Ec2RefusedException("UnsupportedHibernationConfiguration", "The instance has not been configured for hibernation.");
        call.Ready();
        Check(instances, "stopped", InstanceState.Running, InstanceState.Stopping, InstanceState.Stopped);
        return Change(instances, lifecycle.Stop);
    }

    private IEnumerable<XElement?> Reboot(Ec2Call call)
    {
        var instances = Read(call);
        call.Ready();
        Check(instances, "rebooted", InstanceState.Running);
        foreach (var instance in instances)
            lifecycle.Reboot(instance);
        return Xml.Done;
    }

    private IEnumerable<XElement?> Terminate(Ec2Call call)
    {
        var instances = Read(call);
        _ = call.Parameters.Flag("Force");
        _ = call.Parameters.Flag("SkipOsShutdown");
        call.Ready();
        if (instances.Find(instance => instance.IsProtected && !instance.IsEnding) is { } locked)
            throw new Ec2RefusedException("OperationNotPermitted", $"The instance '{locked.Id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.");
        return Change(instances, instance => lifecycle.End(instance, StateReason.User));
    }

    private static void Check(List<Instance> instances, string done, params string[] states)
    {
        if (instances.Find(instance => !states.Contains(instance.State)) is { } other)
            throw new Ec2RefusedException("IncorrectInstanceState", $"The instance '{other.Id}' is not in a state from which it can be {done}.");
    }

    private static IEnumerable<XElement?> Change(List<Instance> instances, Action<Instance> change)
    {
        var changes = new List<XElement?[]>();
        foreach (var instance in instances)
        {
            var before = instance.State;
            change(instance);
            changes.Add([Xml.Value("instanceId", instance.Id), InstanceDocument.State("currentState", instance.State), InstanceDocument.State("previousState", before)]);
        }

        return [Xml.Set("instancesSet", changes)];
    }

    private static List<Instance> Read(Ec2Call call)
    {
        var ids = call.Parameters.Texts("InstanceId");
        return ids.Count == 0
            ? throw Ec2RefusedException.Missing("InstanceId")
            : [.. ids.Distinct().Select(id => call.Holdings.Instances.Get(call, id))];
    }
}
