using System.Diagnostics;
using System.Globalization;
using EdgeProvision.Engine;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Benchmarks;

/// <summary>One command of the engine, in the process that this is.</summary>
internal static class MeasuredCommand
{
    public static async Task<Measurement> RunAsync(BenchmarkAction action, string descriptor, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var engine = await EdgeEngine.ConnectAsync(new EngineOptions { ContentDirectory = Path.Combine(Checkout.Root, "src") }, new FrontEndChoice(), cancellationToken);
        await using (engine)
        {
            OperationRequest request = action switch
            {
                BenchmarkAction.Delete => new DeleteRequest(BenchmarkDescriptor.Name),
                BenchmarkAction.Reapply => new ConfigureRequest(BenchmarkDescriptor.Name) { Reapply = true },
                _ => new CreateRequest(descriptor),
            };
            var result = await engine.RunAsync(request, new Silence(), new Consent(), cancellationToken);
            if (result.Failures.Count > 0)
                throw result.Failures[0].Error;
            var expected = action == BenchmarkAction.Repeat ? OperationOutcome.Unchanged : OperationOutcome.Succeeded;
            if (result.Operation.Outcome != expected)
                throw new InvalidOperationException($"{action} ended with {result.Operation.Outcome} where {expected} was expected.");
        }

        return new Measurement(watch.Elapsed.TotalSeconds, Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds, PeakMemoryMiB());
    }

    /// <summary>Process.PeakWorkingSet64 is 0 on Linux.</summary>
    private static double PeakMemoryMiB()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }
}
