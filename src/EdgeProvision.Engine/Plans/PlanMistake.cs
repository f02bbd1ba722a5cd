using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Plans;

/// <summary>A descriptor that is given where a plan is wanted.</summary>
internal static class PlanMistake
{
    // By these keys a descriptor is told from other YAML; all descriptors have the first, or the second.
    private static readonly string[] Telling = ["name", "extends", "hosts", "playbook", "networks", "datastores", "defaults", "cluster"];

    /// <summary>True for text that reads like a descriptor, even a wrong one.</summary>
    public static bool IsDescriptor(string text) =>
        YamlReader.Read(text, null, new DiagnosticBag()) is AttributeMap map && Telling.Take(2).Any(map.Contains) && Telling.Count(map.Contains) > 1;

    /// <summary>What to say of it.</summary>
    public static EdgeException Descriptor(string file) =>
        new("PlanUnreadable", ErrorKind.InvalidInput, $"{file} is a descriptor, and no plan.")
        {
            Target = file,
            RecommendedAction = $"New-EdgeProvision '{file}' makes what it says, Update-EdgeProvision '{file}' changes what stands; Get-EdgeProvisionPlan '{file}' -OutFile plan.json saves a plan of it, to be run later.",
        };
}
