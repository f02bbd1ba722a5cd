using System.CommandLine;

namespace EdgeProvision.Cli.Commands;

/// <summary>Arguments that several commands take.</summary>
internal static class Arguments
{
    public static Argument<string> Provision() => new("provision") { Description = "A provision's name or UUID" };

    public static Argument<string> Selection(string what) => new("ids") { Description = $"Ids, ranges of ids or names of {what}, separated by commas: 1,8..15,node1" };
}
