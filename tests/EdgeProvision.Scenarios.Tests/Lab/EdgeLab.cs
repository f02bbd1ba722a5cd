using System.Security.Cryptography;
using EdgeProvision.Engine;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>A sandbox in a process of its own, and the doors to it. Each test class has one: starting it takes a moment only.</summary>
public class EdgeLab : IAsyncLifetime
{
    internal static readonly SandboxLauncher Launcher = new(["dotnet", Tree.Program("EdgeProvision.Sandbox")], TimeProvider.System, _ => { });

    private SandboxSession? _session;
    private Control? _control;

    public SandboxSession Session => _session ?? throw new InvalidOperationException("The sandbox is not running.");

    public Control Control => _control ?? throw new InvalidOperationException("The sandbox is not running.");

    /// <summary>The scripts that the front-end runs as its drivers and hooks; null: it plays them itself.</summary>
    protected virtual string? Remotes => null;

    /// <summary>Home and settings of everything that is started here: nobody's own files are touched.</summary>
    public string Home { get; } = Directory.CreateTempSubdirectory("edgeprovision-scenarios-").FullName;

    public async ValueTask InitializeAsync()
    {
        // Two test runs at once must not meet.
        var id = "t" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 5);
        _session = await Launcher.StartAsync(new SandboxRunOptions { Id = id, ParentPid = Environment.ProcessId, Remotes = Remotes }, TestContext.Current.CancellationToken);
        _control = new Control(_session);
    }

    public async ValueTask DisposeAsync()
    {
        _control?.Dispose();
        if (_session is not null)
            await Launcher.StopAsync(_session.Id, null, CancellationToken.None);
        Directory.Delete(Home, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The engine in this process.</summary>
    public Task<EdgeEngine> ConnectAsync(CancellationToken cancellationToken, Func<EngineOptions, EngineOptions>? change = null)
    {
        var options = new EngineOptions { ContentDirectory = Tree.Content, WorkingDirectory = Home, Machine = new LabMachine(Home) };
        return EdgeEngine.ConnectAsync(
            change is null ? options : change(options), new FrontEndChoice { Endpoint = Session.FrontEndEndpoint, Session = Session.FrontEndCredentials }, cancellationToken);
    }

    /// <summary>The command, started in a process of its own.</summary>
    public Tool Start(params string[] arguments) => Start(new Dictionary<string, string?>(), arguments);

    /// <summary>The command with further environment variables.</summary>
    public Tool Start(IReadOnlyDictionary<string, string?> variables, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(Session.Environment.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value)))
        {
            ["HOME"] = Home, ["XDG_CONFIG_HOME"] = Path.Combine(Home, "config"), ["SSH_AUTH_SOCK"] = null, ["PACKET_TOKEN"] = null, ["PACKET_PROJECT"] = null, ["PACKET_ENDPOINT"] = null,
        };
        foreach (var (name, value) in variables)
            environment[name] = value;
        return new Tool([Tree.Program("oneprovision"), .. arguments], environment);
    }
}
