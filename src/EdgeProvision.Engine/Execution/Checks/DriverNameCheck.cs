using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>
/// Drivers that the descriptor names for what is going to be made, against those of this front-end. OpenNebula refuses some of them when the machines
/// have been rented, and others never: hosts and address ranges of theirs just do not work.
/// </summary>
internal sealed class DriverNameCheck(FrontEndConfiguration configuration, DiagnosticBag bag)
{
    public void Check(Descriptor desired, OperationPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            switch (step.Kind)
            {
                case StepKind.Datastore:
                    CheckDatastore(desired.Datastores[step.Index]);
                    break;
                case StepKind.Network:
                    CheckNetwork(desired.Networks[step.Index]);
                    break;
                case StepKind.UpdateNetwork when step.Shown.Effect == PlanEffect.Rent:
                    CheckRanges(desired.Networks[step.Index]);
                    break;
                case StepKind.ClaimHost when desired.Hosts.FirstOrDefault(h => h.Key == step.HostKey) is { } host:
                    var path = FormattableString.Invariant($"hosts[{host.Index}]");
                    Check(host.Attributes, "im_mad", path);
                    Check(host.Attributes, "vm_mad", path);
                    break;
            }
        }
    }

    private void CheckDatastore(DescriptorObject datastore)
    {
        var path = FormattableString.Invariant($"datastores[{datastore.Index}]");
        Check(datastore.Attributes, "tm_mad", path);

        // A system datastore has no driver of its own; what is written there does not matter.
        if (!"system_ds".Equals(datastore.Attributes.Text("type"), StringComparison.OrdinalIgnoreCase))
            Check(datastore.Attributes, "ds_mad", path);
    }

    private void CheckNetwork(DescriptorObject network)
    {
        var path = FormattableString.Invariant($"networks[{network.Index}]");
        Check(network.Attributes, "vn_mad", path);
        CheckRanges(network);
    }

    private void CheckRanges(DescriptorObject network)
    {
        var ranges = (network.Attributes["ar"] as DescriptorList)?.Items ?? [];
        for (var i = 0; i < ranges.Count; i++)
        {
            if (ranges[i] is AttributeMap range && range.Text("ipam_mad") is not "internal")
                Check(range, "ipam_mad", FormattableString.Invariant($"networks[{network.Index}].ar[{i}]"));
        }
    }

    private void Check(AttributeMap map, string key, string path)
    {
        if (map[key] is not DescriptorScalar { IsMasked: false } scalar || configuration.Drivers.Find(key) is not { } list)
            return;
        var name = scalar.Text;
        if (name.Length == 0 || TemplateText.IsTemplate(name) || list.Names.Contains(name))
            return;
        var near = NearestKey.Of(name, list.Names);
        bag.Error(
            "DriverNotConfigured", scalar.Position, $"{path}.{key}",
            $"{key} is {Quoting.Short(name)}, but this front-end (OpenNebula {configuration.Release}) has no {list.Kind} of that name; it has: {string.Join(", ", list.Names)}.",
            near is null ? $"Add it to {list.Setting} and restart oned, or name another." : $"Did you mean {near}? Else add {name} to {list.Setting} and restart oned.");
    }
}
