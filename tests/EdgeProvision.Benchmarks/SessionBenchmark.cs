using System.Diagnostics;
using System.Globalization;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.Benchmarks;

/// <summary>
/// Measures how long somebody waits in a fresh pwsh: for the import, for the first look at the provisions and for the next, with and without what is
/// compiled beforehand; and for the Tab key. The sessions take turns, so that a computer that is slow for a while is so for all of them.
/// </summary>
internal sealed class SessionBenchmark(TextWriter output, TextWriter progress)
{
    private const string Module = "output/EdgeProvision";

    // Each of these says what it took in milliseconds.
    private const string Script = """
        $watch = [Diagnostics.Stopwatch]::StartNew()
        Import-Module $args[0]; $watch.Elapsed.TotalMilliseconds; $watch.Restart()
        $null = Get-EdgeProvision; $watch.Elapsed.TotalMilliseconds; $watch.Restart()
        $null = Get-EdgeProvision; $watch.Elapsed.TotalMilliseconds; $watch.Restart()
        $null = Test-EdgeDescriptor $args[1]; $watch.Elapsed.TotalMilliseconds; $watch.Restart()
        $null = Get-EdgeProvisionPlan $args[1]; $watch.Elapsed.TotalMilliseconds
        """;

    // The Tab key in a session that has connected and done nothing else yet. The first line is PowerShell's own: what its completion takes to start. The last two are
    // asked the provider for. The first time, what is known may be nothing: a key does not wait for a look that takes longer than a moment. The second time it must be there.
    private const string Completion = """
        Import-Module $args[0]
        $null = Connect-EdgeCloud
        $before = @()
        $lines = 'Get-Process -Name ', 'Get-EdgeHost ', 'Get-EdgeHost ', 'Get-EdgeProvision ', 'Get-EdgeHardware -Location ', 'Get-EdgeHardware -Location '
        foreach ($line in $lines) {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $offers = TabExpansion2 $line $line.Length; $watch.Elapsed.TotalMilliseconds
            if ($offers.CompletionMatches.Count -eq 0 -and $line -in $before) { throw "Nothing is offered after '$line'." }
            $before += $line
            Start-Sleep -Milliseconds 500
        }
        """;

    private static readonly string[] s_commands = ["Import-Module", "first Get-EdgeProvision", "next Get-EdgeProvision", "first Test-EdgeDescriptor", "first Get-EdgeProvisionPlan"];

    private static readonly string[] s_completions =
        ["Tab: PowerShell's own (Get-Process)", "Tab: first host", "Tab: next host", "Tab: first provision", "Tab: first location", "Tab: next location"];

    private readonly SandboxLauncher _launcher = new(["dotnet", Path.Combine(AppContext.BaseDirectory, "EdgeProvision.Sandbox.dll")], TimeProvider.System, progress.WriteLine);

    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        var id = FormattableString.Invariant($"bench-{Environment.ProcessId}");
        var session = await _launcher.StartAsync(new SandboxRunOptions { Id = id, ParentPid = Environment.ProcessId }, cancellationToken);
        var directory = Directory.CreateTempSubdirectory("edgeprovision-benchmark-").FullName;
        try
        {
            var descriptor = BenchmarkDescriptor.Write(directory, 2);
            await File.WriteAllTextAsync(Path.Combine(directory, "session.ps1"), Script, cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(directory, "completion.ps1"), Completion, cancellationToken);
            foreach (var (name, value) in session.Environment)
                Environment.SetEnvironmentVariable(name, value);
            await MeasuredCommand.RunAsync(BenchmarkAction.Create, descriptor, cancellationToken);

            var staged = Path.Combine(Checkout.Root, Module);
            var portable = Path.Combine(directory, "EdgeProvision");
            CopyPortable(staged, portable);
            List<double[]> precompiled = [], compiling = [];
            List<double> start = [];
            for (var round = 0; round <= rounds; round++)
            {
                var bare = await StartAsync(cancellationToken);
                var one = await SessionAsync(directory, staged, descriptor, cancellationToken);
                var other = await SessionAsync(directory, portable, descriptor, cancellationToken);
                if (round == 0)
                    continue;
                start.Add(bare);
                precompiled.Add(one);
                compiling.Add(other);
            }

            Write(start, precompiled, compiling);
        }
        finally
        {
            await _launcher.StopAsync(id, null, CancellationToken.None);
            Directory.Delete(directory, recursive: true);
        }
    }

    private void Write(List<double> start, List<double[]> precompiled, List<double[]> compiling)
    {
        output.WriteLine(FormattableString.Invariant($"{start.Count} sessions each, {Environment.ProcessorCount} processors, {Environment.OSVersion}, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}; pwsh itself starts in {Median(start):0} ms"));
        output.WriteLine();
        output.WriteLine("| in a fresh session | median ms | fastest | slowest | without precompiled code | median of the ratios |");
        output.WriteLine("|---|---|---|---|---|---|");
        string[] names = [.. s_commands, .. s_completions];
        for (var i = 0; i < names.Length; i++)
        {
            var times = precompiled.Select(t => t[i]).ToList();
            var ratios = precompiled.Zip(compiling, (a, b) => a[i] / b[i]).ToList();
            output.WriteLine(FormattableString.Invariant($"| {names[i]} | {Median(times):0} | {times.Min():0} | {times.Max():0} | {Median([.. compiling.Select(t => t[i])]):0} | {Median(ratios):0.00} |"));
        }
    }

    private static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>The module as platforms use it for which nothing is compiled beforehand.</summary>
    private static void CopyPortable(string source, string target)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) != "linux-x64"))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task<double> StartAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await ShellAsync(["-Command", "exit"], cancellationToken);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<double[]> SessionAsync(string directory, string module, string descriptor, CancellationToken cancellationToken)
    {
        var manifest = Path.Combine(module, "EdgeProvision.psd1");
        var commands = await ShellAsync(["-File", Path.Combine(directory, "session.ps1"), manifest, descriptor], cancellationToken);
        var completions = await ShellAsync(["-File", Path.Combine(directory, "completion.ps1"), manifest], cancellationToken);
        return [.. (commands + completions).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }

    private static async Task<string> ShellAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", .. arguments]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("pwsh did not start.");
        var answer = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? answer : throw new InvalidOperationException($"pwsh ended with status {process.ExitCode}: {answer}");
    }
}
