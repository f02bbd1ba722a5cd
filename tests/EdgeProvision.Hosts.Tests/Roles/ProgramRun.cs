using System.Text;
using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Hosts.Tests.Roles;

/// <summary>What a program reported on its standard output.</summary>
internal sealed record ProgramRun(int Status, IReadOnlyList<HostStepReport> Steps, string Output)
{
    public IReadOnlyList<HostStepReport> Changed => [.. Steps.Where(s => s.Outcome == HostStepOutcome.Changed)];

    public static ProgramRun Read(int status, string output, HostProgram program)
    {
        var steps = new List<HostStepReport>();
        foreach (var line in output.Split('\n').Where(l => l.StartsWith("@step\t", StringComparison.Ordinal)))
        {
            var fields = line.Split('\t');
            if (fields[2] == "start")
                continue;
            var index = int.Parse(fields[1]);
            steps.Add(new HostStepReport(
                index, program.Steps[index].Role, program.Steps[index].Title, Enum.Parse<HostStepOutcome>(fields[2], true),
                TimeSpan.FromMilliseconds(int.Parse(fields[3])), fields[4] == "-" ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(fields[4]))));
        }

        return new ProgramRun(status, steps, output);
    }

    /// <summary>Fails unless every step of the program ran and none failed.</summary>
    public ProgramRun MustSucceed()
    {
        Assert.True(Status == 0 && Steps.All(s => s.Outcome != HostStepOutcome.Failed), $"status {Status}\n{Output}\n{Steps.LastOrDefault()?.Detail}");
        return this;
    }
}
