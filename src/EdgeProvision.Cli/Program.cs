using EdgeProvision.Cli;
using EdgeProvision.Cli.Terminals;

return await new CommandLine(new Door(Terminal.OfProcess())).RunAsync(args).ConfigureAwait(false);
