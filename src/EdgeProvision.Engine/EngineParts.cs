using EdgeProvision.Engine.Aliases;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Providers.Origins;
using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Model;

namespace EdgeProvision.Engine;

/// <summary>The engine's parts, wired once for a front-end.</summary>
internal sealed class EngineParts
{
    public required EngineOptions Options { get; init; }

    public required FrontEndClient Client { get; init; }

    public required FrontEndConfiguration Configuration { get; init; }

    public required string UserName { get; init; }

    public required IPlaybooks Playbooks { get; init; }

    public required ProviderDrivers Drivers { get; init; }

    public required RegisteredProviders Registered { get; init; }

    public required IHostConnector Connector { get; init; }

    public required IHostTranslation HostTranslation { get; init; }

    public required SshKeys Keys { get; init; }

    public required FrontEndKnownHosts KnownHosts { get; init; }

    /// <summary>Defaults below every descriptor's configuration.</summary>
    public required IReadOnlyDictionary<string, object?> FallbackVariables { get; init; }

    public HostAccess HostAccess(IQuestions questions) => new(Connector, Keys, questions, KnownHosts) { GivenKeys = new GivenHostKeys(Options.Machine) };

    /// <param name="report">Where its messages go.</param>
    /// <param name="catalogs">What the operation has read of providers' catalogues.</param>
    /// <param name="work">The operation, for notes at providers; null for who only looks.</param>
    public OperationPreparer Preparer(Action<OperationEvent> report, CatalogMemory catalogs, string? work = null) => new(
        Client,
        Providers(catalogs, (level, text) => report(new OperationEvent.Message(level, text)), work),
        Playbooks,
        new DescriptorTexts(Loading),
        new HostKeyLooks(Connector),
        Configuration.Release.Major);

    public ProviderAccessFactory Providers(CatalogMemory catalogs, Action<MessageLevel, string> say, string? work = null) =>
        new(Drivers, Registered, Configuration, Options.Machine, catalogs, say)
        {
            FallbackVariables = FallbackVariables,
            Origins = new LoginOrigins(
                Client.Endpoint, IsFrontEndHere ? Options.Processes.Self.Machine : null, Options.Network, Options.Machine.Variable(LoginOrigins.ServiceVariable), new RestOptions { Time = Options.Time },
                (isDoubt, text) => say(isDoubt ? MessageLevel.Warning : MessageLevel.Verbose, text)),
            Work = work,
        };

    /// <summary>One for all commands, which take turns.</summary>
    public CallerAdmission Callers => LazyInitializer.EnsureInitialized(ref field, () => new CallerAdmission(this));

    /// <summary>One for all commands, as <see cref="Callers"/> is.</summary>
    public SilentHosts Silent => LazyInitializer.EnsureInitialized(ref field, () => new SilentHosts(this));

    /// <summary>True where OpenNebula is on this machine, so that a front-end at its loopback address is no tunnel's end.</summary>
    private bool IsFrontEndHere => Configuration.IsSandbox || LoginOrigins.SignsOfFrontEnd.Any(file => Options.Machine.ReadFile(file) is not null);

    public DescriptorLoadOptions Loading => EngineContent.Loading(Options, Playbooks);

    public Operation Entry(string operationId, string verb, string provision, DateTimeOffset startedAt) => new()
    {
        Id = operationId,
        Verb = verb,
        Provision = provision,
        User = UserName,
        Machine = Options.Processes.Self.Machine,
        StartedAt = startedAt,
        Outcome = OperationOutcome.Running,
    };
}
