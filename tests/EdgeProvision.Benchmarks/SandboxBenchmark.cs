using System.Diagnostics;
using System.Text.Json;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.Benchmarks;

/// <summary>Measures the commands on a sandbox of its own, for one number of hosts after the other.</summary>
internal sealed class SandboxBenchmark(TextWriter output, TextWriter progress)
{
    private readonly SandboxLauncher _launcher = new(["dotnet", Path.Combine(AppContext.BaseDirectory, "EdgeProvision.Sandbox.dll")], TimeProvider.System, progress.WriteLine);

    public async Task RunAsync(IReadOnlyList<int> hosts, CancellationToken cancellationToken)
    {
        var id = FormattableString.Invariant($"bench-{Environment.ProcessId}");
        var session = await _launcher.StartAsync(new SandboxRunOptions { Id = id, ParentPid = Environment.ProcessId }, cancellationToken);
        var directory = Directory.CreateTempSubdirectory("edgeprovision-benchmark-").FullName;
        try
        {
            output.WriteLine(FormattableString.Invariant($"{Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {Environment.OSVersion}, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}"));
            output.WriteLine();
            output.WriteLine(BenchmarkRow.Head);
            using var counter = new CallCounter(session);
            foreach (var count in hosts)
                await RunAsync(session, count, BenchmarkDescriptor.Write(directory, count), counter, cancellationToken);
        }
        finally
        {
            await _launcher.StopAsync(id, null, CancellationToken.None);
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task RunAsync(SandboxSession session, int hosts, string descriptor, CallCounter counter, CancellationToken cancellationToken)
    {
        foreach (var action in Enum.GetValues<BenchmarkAction>())
        {
            await counter.NextAsync(cancellationToken);
            var measured = await MeasureAsync(session, action, descriptor, cancellationToken);
            var calls = await counter.NextAsync(cancellationToken);
            output.WriteLine(new BenchmarkRow(hosts, action, measured, calls.GetValueOrDefault("frontend"), calls.GetValueOrDefault("packet")));
            output.Flush();
        }
    }

    private static async Task<Measurement> MeasureAsync(SandboxSession session, BenchmarkAction action, string descriptor, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SandboxBenchmark).Assembly.Location, "--measure", action.ToString(), descriptor]) { RedirectStandardOutput = true };
        foreach (var (name, value) in session.Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var answer = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Measurement>(answer)!
            : throw new InvalidOperationException($"{action} failed with status {process.ExitCode}.");
    }
}
