using System.Net;
using EdgeProvision.Sandbox.Ec2;

namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>What the rules of security groups let through to instances, of which the emulator only keeps them.</summary>
internal static class ModelledGroups
{
    /// <summary>True when somebody from there may come in by SSH to the instances of some provision.</summary>
    public static bool LetIn(Ec2Emulator emulator, string from) => emulator.Describe()["groups"]!.AsArray()
        .SelectMany(group => group!["rules"]!.AsArray().Select(rule => (string)rule!))
        .Where(rule => rule.StartsWith("in peer: ", StringComparison.Ordinal) && rule.Contains("TCP, from port: 22, to port: 22,", StringComparison.Ordinal))
        .Any(rule => IPNetwork.Parse(rule["in peer: ".Length..rule.IndexOf(',', StringComparison.Ordinal)]).Contains(IPAddress.Parse(from)));
}
