using System.CommandLine;
using System.Globalization;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>show PROVISION</c>: what a provision consists of.</summary>
internal static class ShowCommand
{
    private const int HeaderWidth = 80;

    public static Command Make(Door door)
    {
        var provision = Arguments.Provision();
        var json = new Option<bool>("--json", "-j") { Description = "JSON, complete and machine-readable" };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Log what is done" };
        var command = new Command("show", "Show a provision") { provision, json, verbose };
        command.Does(door, parsed => new Modes { Level = parsed.GetValue(verbose) ? LogLevel.Info : LogLevel.Nothing }, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            var found = (await engine.GetProvisionsAsync(parsed.GetRequiredValue(provision), run.CancellationToken).ConfigureAwait(false))[0];
            if (parsed.GetValue(json))
                JsonOutput.Write(run.Terminal.Output, found);
            else
                Write(run.Terminal.Output, found);
            return ExitCodes.Success;
        }));
        return command;
    }

    internal static void Write(TextWriter output, Provision provision)
    {
        output.WriteLine($"PROVISION {provision.Id} INFORMATION".PadRight(HeaderWidth));
        output.WriteLine($"ID      : {provision.Id}");
        output.WriteLine($"NAME    : {provision.Name}");
        output.WriteLine($"STATUS  : {provision.ConfigurationStatus}");
        Section(output, "CLUSTERS", provision.Clusters.Select(c => c.Id));
        Section(output, "HOSTS", provision.Hosts.Select(h => h.Id));
        Section(output, "VNETS", provision.Networks.Select(n => n.Id));
        Section(output, "DATASTORES", provision.Datastores.Select(d => d.Id));
    }

    private static void Section(TextWriter output, string title, IEnumerable<int> ids)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (var id in ids)
            output.WriteLine(id.ToString(CultureInfo.InvariantCulture));
    }
}
