using System.Globalization;
using System.Runtime.InteropServices;
using EdgeProvision.Engine;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ScenarioDriver;

// A door with nothing behind it but the engine: a process that a test can kill.
// ScenarioDriver CONTENT create FILE | delete NAME | configure NAME  [--fail-skip] [--fail-cleanup] [--fail-retry N] [--cleanup] [--force] [--ping-timeout SECONDS]
using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    await using var engine = await EdgeEngine.ConnectAsync(new EngineOptions { ContentDirectory = args[0] }, new FrontEndChoice(), stopping.Token);
    var result = await engine.RunAsync(Request(args[1], args[2], args[3..]), new ConsoleObserver(), new NoQuestions(), stopping.Token);
    foreach (var failure in result.Failures)
        Report(failure.Error);
    if (result.Provision is { } provision)
        Console.WriteLine($"ID: {provision.Id}");
    if (result.Operation.Outcome == OperationOutcome.Stopped)
        Console.Error.WriteLine($"Stopped. Continue with: oneprovision {args[1]} {args[2]}");
    return result.Operation.Outcome is OperationOutcome.Succeeded or OperationOutcome.Unchanged || (result.Failures.Count > 0 && args.Contains("--fail-skip")) ? 0 : 255;
}
catch (EdgeException error)
{
    Report(error);
    return 255;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine($"Stopped. Continue with: oneprovision {args[1]} {args[2]}");
    return 255;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopping.Cancel();
}

static void Report(EdgeException error) => Console.Error.WriteLine($"ERROR: {error.Message}\n{error.RecommendedAction} [{error.Code}]");

static OperationRequest Request(string verb, string target, string[] options)
{
    OperationRequest request = verb switch
    {
        "create" => new CreateRequest(target) { RemoveContents = options.Contains("--cleanup") },
        "delete" => new DeleteRequest(target) { RemoveContents = options.Contains("--cleanup") },
        "configure" => new ConfigureRequest(target) { Reapply = options.Contains("--force") },
        _ => throw new ArgumentException(verb),
    };
    return request with
    {
        OnFailure = options.Contains("--fail-cleanup") ? FailureMode.Cleanup : options.Contains("--fail-skip") ? FailureMode.Skip : FailureMode.Quit,
        RetryCount = Number(options, "--fail-retry") ?? 0,
        SshTimeout = Number(options, "--ping-timeout") is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromMinutes(10),
    };
}

static int? Number(string[] options, string name) =>
    Array.IndexOf(options, name) is >= 0 and var at ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : null;
