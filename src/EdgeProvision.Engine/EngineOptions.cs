using EdgeProvision.Engine.Aliases;
using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Locking;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Providers.Origins;
using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Engine.Settings;

namespace EdgeProvision.Engine;

/// <summary>What a door gives the engine. Everything has the value for the real world; tests and the modelled world replace the seams.</summary>
public sealed record EngineOptions
{
    /// <summary>Where the shipped <c>playbooks</c>, <c>roles</c> and <c>templates</c> folders are.</summary>
    public required string ContentDirectory { get; init; }

    /// <summary>What relative paths of descriptors are relative to.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Environment variables and files.</summary>
    public IHostEnvironment Machine { get; init; } = new HostEnvironment();

    /// <summary>Clock of everything that waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Spans.</summary>
    public EngineTimings Timings { get; init; } = new();

    /// <summary>Processes of this machine.</summary>
    public IProcessTable Processes { get; init; } = new LinuxProcessTable();

    /// <summary>Names, and this machine's own addresses.</summary>
    public INetworkView Network { get; init; } = new NetworkView();

    /// <summary>Vaults, and somebody to ask for credentials.</summary>
    public ICredentialDoor Credentials { get; init; } = ClosedCredentialDoor.Instance;

    /// <summary>Another way to the front-end than a socket.</summary>
    public HttpMessageHandler? FrontEndHandler { get; init; }

    /// <summary>Another way to providers than a socket.</summary>
    public HttpMessageHandler? ProviderHandler { get; init; }

    /// <summary>Another way to hosts than SSH.</summary>
    public IHostConnector? HostConnector { get; init; }

    /// <summary>Another way to tell hosts how public addresses arrive than <c>ssh</c>.</summary>
    public IHostTranslation? HostTranslation { get; init; }

    /// <summary>Told of the wire, redacted.</summary>
    public Action<MessageLevel, string>? Trace { get; init; }
}
