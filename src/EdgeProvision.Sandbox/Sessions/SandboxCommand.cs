using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>The sandbox's program: <c>start</c>, <c>stop</c>, <c>status</c> for people, <c>list</c> for programs, and <c>run</c>, which is what <c>start</c> starts.</summary>
public sealed class SandboxCommand(IReadOnlyList<string> self, TextWriter output, TextWriter errors)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Carries out a command line; answers the exit code.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stopping));
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Stop(context, stopping));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stopping));
        try
        {
            var (verb, options) = SandboxArguments.Parse(arguments);
            return verb switch
            {
                "run" => await RunAsync(options, stopping.Token),
                "start" => await StartAsync(options, stopping.Token),
                "stop" => await StopAsync(options, stopping.Token),
                "list" => await ListAsync(options, stopping.Token),
                _ => await StatusAsync(options, stopping.Token),
            };
        }
        catch (EdgeException error)
        {
            await errors.WriteLineAsync($"{error.Message}{(error.RecommendedAction is null ? "" : " " + error.RecommendedAction)}");
            return error.Kind == ErrorKind.InvalidInput ? 2 : 1;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SocketException or Win32Exception)
        {
            // What this computer does not let us do: no directory, no port, no process.
            await errors.WriteLineAsync(error.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private static void Stop(PosixSignalContext context, CancellationTokenSource stopping)
    {
        // The default is to end at once, with the world still standing.
        context.Cancel = true;
        stopping.Cancel();
    }

    private async Task<int> RunAsync(SandboxRunOptions options, CancellationToken cancellationToken)
    {
        await new SandboxProcess(options, TimeProvider.System, Say).RunAsync(cancellationToken);
        return 0;
    }

    private async Task<int> StartAsync(SandboxRunOptions options, CancellationToken cancellationToken)
    {
        // Standard output is for the lines that a shell evaluates.
        var launcher = new SandboxLauncher(self, TimeProvider.System, errors.WriteLine);
        var session = await launcher.StartAsync(options, cancellationToken);
        foreach (var line in session.Exports)
            await output.WriteLineAsync(line);
        return 0;
    }

    private async Task<int> StopAsync(SandboxRunOptions options, CancellationToken cancellationToken)
    {
        var hadDirectory = Directory.Exists(new SessionPaths(options.Id, options.StateDirectory).Directory);
        var stopped = await new SandboxLauncher(self, TimeProvider.System, errors.WriteLine).StopAsync(options.Id, options.StateDirectory, cancellationToken);
        await output.WriteLineAsync(stopped ? $"Sandbox '{options.Id}' stopped."
            : hadDirectory ? $"The process of sandbox '{options.Id}' was no more; what it had left is removed."
            : $"No sandbox '{options.Id}' is running.");
        return 0;
    }

    private async Task<int> ListAsync(SandboxRunOptions options, CancellationToken cancellationToken)
    {
        Say(JsonSerializer.Serialize(await new SessionSurvey(options.StateDirectory, TimeProvider.System).ReadAsync(cancellationToken), s_json));
        return 0;
    }

    private async Task<int> StatusAsync(SandboxRunOptions options, CancellationToken cancellationToken)
    {
        var found = await new SessionSurvey(options.StateDirectory, TimeProvider.System).ReadAsync(cancellationToken);
        foreach (var sandbox in found)
        {
            var word = sandbox.State switch { EdgeSandboxState.Running => "", EdgeSandboxState.Changing => "  starting or stopping", _ => "  died (stop it to remove what it has left)" };
            Say($"{sandbox.Id}{word}  release {sandbox.Release ?? "-"}  process {sandbox.ProcessId?.ToString(CultureInfo.InvariantCulture) ?? "-"}  since {sandbox.StartedAt?.ToString("u", CultureInfo.InvariantCulture) ?? "-"}");
            if (sandbox.State == EdgeSandboxState.Running)
                Say($"  front-end {sandbox.Endpoint}  Packet API {sandbox.PacketEndpoint}  EC2 API {sandbox.Ec2Endpoint}  control {sandbox.ControlEndpoint}");
        }

        if (found.All(sandbox => sandbox.State == EdgeSandboxState.Died))
            Say("No sandbox is running.");
        return 0;
    }

    private void Say(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
