using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Checks;

/// <summary>Checks the names of playbooks.</summary>
internal sealed class PlaybookCheck(DiagnosticBag bag, DescriptorLoadOptions options)
{
    /// <summary>The playbooks in order; none means <c>default</c>.</summary>
    public IReadOnlyList<string> Read(AttributeMap root)
    {
        IEnumerable<DescriptorValue> items = root["playbook"] switch
        {
            DescriptorList list => list.Items,
            { } single => [single],
            null => [],
        };
        // The original's later releases store a list joined with commas.
        var scalars = items.OfType<DescriptorScalar>().Where(scalar => !scalar.IsMasked).ToList();
        var names = new List<string>();
        foreach (var scalar in scalars)
        {
            foreach (var name in scalar.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                names.Add(name);
                Check(name, scalar);
            }
        }
        return names;
    }

    private void Check(string name, DescriptorScalar scalar)
    {
        if (scalar.IsSecret)
            bag.Error("EnvironmentInName", scalar.Position, "playbook", "The playbook takes its name from the environment; it is stored and shown.", "Write the name out.");
        else if (name == "default_lxd")
            bag.Error("NotSupportedYet", scalar.Position, "playbook", "The playbook default_lxd is known from the original; it is not supported yet.", "Use default or static_vxlan with kvm.");
        else if (options.KnownPlaybooks is { } known && !known.Contains(name) && !IsPath(name))
        {
            var nearest = NearestKey.Of(name, known);
            bag.Error(
                "UnknownPlaybook",
                scalar.Position,
                "playbook",
                $"The playbook {Quoting.Short(name)} does not exist. There are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.",
                nearest is null ? null : $"Did you mean {nearest}?");
        }
    }

    private static bool IsPath(string name) =>
        name.Contains('/', StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal);
}
