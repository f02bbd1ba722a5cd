using System.CommandLine;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Descriptors;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>validate FILE</c>: checks a descriptor; reads nothing but files.</summary>
internal static class ValidateCommand
{
    public static Command Make(Door door)
    {
        var file = new Argument<string>("file") { Description = "The provision descriptor" };
        var dump = new Option<bool>("--dump") { Description = "Print the descriptor with all that it extends; secrets are masked" };
        var command = new Command("validate", "Check a descriptor") { file, dump };
        command.Does(door, _ => new Modes(), async (run, parsed) =>
        {
            var options = run.EngineOptions;
            var playbooks = EngineContent.Playbooks(options);
            var loader = new DescriptorLoader(EngineContent.Loading(options, playbooks));
            var loaded = await loader.LoadAsync(parsed.GetRequiredValue(file), run.CancellationToken).ConfigureAwait(false);
            foreach (var diagnostic in EngineContent.Findings(loaded, playbooks))
                run.Messages.Write(diagnostic.ToString());
            if (parsed.GetValue(dump))
                run.Terminal.Output.Write(loaded.DumpYaml());
            return ExitCodes.Success;
        });
        return command;
    }
}
