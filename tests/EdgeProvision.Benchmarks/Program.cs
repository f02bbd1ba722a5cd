using System.Globalization;
using System.Text.Json;
using EdgeProvision.Benchmarks;

// Whoever measures itself should not be measured with others: each command runs in a process of its own, which is this program again.
if (args is ["--measure", var action, var descriptor])
{
    Console.WriteLine(JsonSerializer.Serialize(await MeasuredCommand.RunAsync(Enum.Parse<BenchmarkAction>(action), descriptor, CancellationToken.None)));
    return 0;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, stop) =>
{
    stop.Cancel = true;
    stopping.Cancel();
};
if (args is ["sessions", .. var rounds])
{
    await new SessionBenchmark(Console.Out, Console.Error).RunAsync(rounds is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 15, stopping.Token);
    return 0;
}

var hosts = args.Length == 0 ? [1, 2, 10, 17] : args.Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
await new SandboxBenchmark(Console.Out, Console.Error).RunAsync(hosts, stopping.Token);
return 0;
