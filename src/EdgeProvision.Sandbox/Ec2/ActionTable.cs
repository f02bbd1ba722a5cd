using EdgeProvision.Sandbox.Ec2.Addresses;
using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Instances;
using EdgeProvision.Sandbox.Ec2.Keys;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Volumes;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2;

/// <summary>All actions that there are.</summary>
internal sealed class ActionTable
{
    private readonly Dictionary<string, Ec2Action> _actions;

    public ActionTable(Ec2Store store, InstanceLifecycle lifecycle)
    {
        var addresses = new PrivateAddresses(store);
        IEnumerable<Ec2Action> all =
        [
            .. new VpcCalls(store).Actions, .. new SubnetCalls(store).Actions, .. new GatewayCalls(store).Actions, .. new CarrierGatewayCalls(store).Actions, .. new RouteTableCalls(store).Actions,
            .. new RouteCalls(store).Actions, .. new InterfaceCalls(store).Actions, .. new SecurityGroupCalls(store).Actions, .. new RuleCalls(store).Actions,
            .. new ElasticAddressCalls(store).Actions, .. new AssociationCalls(lifecycle).Actions, .. new PrivateAddressCalls(addresses, lifecycle).Actions,
            .. new KeyPairCalls(store).Actions, .. new TagCalls(store).Actions, .. new ImageCalls(store).Actions, .. TypeCalls.Actions, .. new ZoneCalls(store).Actions,
            .. new InstanceCalls(store, addresses, lifecycle).Actions, .. new PowerCalls(lifecycle).Actions, .. new StatusCalls(store).Actions,
            .. new AttributeCalls(store).Actions, .. new VolumeCalls(store).Actions,
        ];
        _actions = all.ToDictionary(action => action.Name, StringComparer.Ordinal);
    }

    /// <summary>The names of all of them.</summary>
    public IEnumerable<string> Names => _actions.Keys;

    /// <exception cref="Ec2RefusedException"><c>MissingAction</c>, <c>InvalidAction</c>.</exception>
    public Ec2Action Find(string? name)
    {
        if (name is null)
            throw new Ec2RefusedException("MissingAction", "The request must contain the parameter Action");
        return _actions.GetValueOrDefault(name) ?? throw new Ec2RefusedException("InvalidAction", $"The action {name} is not valid for this web service.");
    }
}
