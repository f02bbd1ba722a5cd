using System.Xml.Linq;

namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>One action: its name, and what does it with the store's gate held. The answer's elements that are null are left out.</summary>
internal sealed record Ec2Action(string Name, Func<Ec2Call, IEnumerable<XElement?>> Run)
{
    /// <summary>True when it changes nothing.</summary>
    public bool IsRead => Name.StartsWith("Describe", StringComparison.Ordinal) || Name.StartsWith("Get", StringComparison.Ordinal);
}
