using System.CommandLine;
using System.Globalization;
using EdgeProvision.Cli.Json;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>log PROVISION</c>: its last operations, newest first, each with its timeline.</summary>
internal static class LogCommand
{
    public static Command Make(Door door)
    {
        var provision = Arguments.Provision();
        var json = new Option<bool>("--json", "-j") { Description = "JSON, complete and machine-readable" };
        var command = new Command("log", "Show what was done to a provision, step by step") { provision, json };
        command.Does(door, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            var operations = await engine.GetOperationsAsync(parsed.GetRequiredValue(provision), run.CancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(run.Terminal.Output, operations);
                return ExitCodes.Success;
            }

            for (var i = 0; i < operations.Count; i++)
            {
                if (i > 0)
                    run.Terminal.Output.WriteLine();
                Write(run.Terminal.Output, operations[i]);
            }

            return ExitCodes.Success;
        }));
        return command;
    }

    internal static void Write(TextWriter output, Operation operation)
    {
        var started = operation.StartedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var took = operation.Duration is { } duration ? $" after {Seconds(duration)} s" : "";
        output.WriteLine($"{started}  {operation.Verb}  {operation.Outcome.ToString().ToLowerInvariant()}{took}  {operation.User} on {operation.Machine}  {operation.Id}");
        foreach (var step in operation.Steps)
        {
            output.WriteLine($"{Seconds(step.Start),9} s {Seconds(step.Duration),8} s  {Word(step.Outcome),-9}  {step.Text}");
            if (step.Error is { } error)
                output.WriteLine($"{"",33}{error.ReplaceLineEndings("\n" + new string(' ', 33))}");
        }
    }

    private static string Word(StepOutcome outcome) => outcome == StepOutcome.NotRun ? "not run" : outcome.ToString().ToLowerInvariant();

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
