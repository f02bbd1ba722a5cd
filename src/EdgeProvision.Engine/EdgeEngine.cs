using EdgeProvision.Engine.Aliases;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Checks;
using EdgeProvision.Engine.Execution.Costs;
using EdgeProvision.Engine.Execution.Locking;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Engine.Ipam;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Offers;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Orphans;
using EdgeProvision.Engine.Pictures;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Engine.Setup;
using EdgeProvision.Model;

namespace EdgeProvision.Engine;

/// <inheritdoc cref="IEdgeEngine"/>
public sealed class EdgeEngine : IEdgeEngine
{
    private readonly EngineParts _parts;

    private EdgeEngine(EngineParts parts, EdgeCloud cloud, IReadOnlyList<string> warnings)
    {
        _parts = parts;
        Cloud = cloud;
        ConnectionWarnings = warnings;
        Offers = new ProviderOffers(parts.Options, parts.Drivers, parts.Registered, parts.Configuration.SandboxAttributes);
    }

    /// <inheritdoc/>
    public EdgeCloud Cloud { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ConnectionWarnings { get; }

    /// <inheritdoc/>
    public ProviderOffers Offers { get; }

    /// <summary>Connects: finds the front-end, logs in, and learns what it is. Changes nothing.</summary>
    /// <exception cref="EdgeException">Nothing answers, the login is refused, or it is no administrator's.</exception>
    public static async Task<EdgeEngine> ConnectAsync(EngineOptions options, FrontEndChoice choice, CancellationToken cancellationToken)
    {
        var connection = new FrontEndResolver(options.Machine).Resolve(choice);
        var client = new FrontEndClient(new FrontEndOptions
        {
            Endpoint = connection.Endpoint,
            Session = connection.Session,
            Handler = options.FrontEndHandler,
            Time = options.Time,
            Timeout = connection.Timeout ?? TimeSpan.FromSeconds(60),
            Trace = options.Trace is { } trace ? wire => trace(MessageLevel.Debug, wire.ToString()) : null,
        });
        try
        {
            var user = await FrontEndCheck.RequireAdministratorAsync(client, cancellationToken).ConfigureAwait(false);
            var configuration = await client.System.ConfigurationAsync(cancellationToken).ConfigureAwait(false);
            var parts = await PartsAsync(options, client, configuration, user, connection, cancellationToken).ConfigureAwait(false);
            var cloud = new EdgeCloud(connection.Endpoint, user.Name, configuration.Release.ToString(), configuration.IsSandbox, configuration.Sandbox?.Text("ID"));
            return new EdgeEngine(parts, cloud, connection.Warning is { } warning ? [warning] : []);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Provision>> GetProvisionsAsync(string? nameOrId, CancellationToken cancellationToken)
    {
        var snapshot = await FrontEndSnapshot.ReadAsync(_parts.Client, cancellationToken).ConfigureAwait(false);
        var found = nameOrId is null ? snapshot.Provisions() : [snapshot.Find(nameOrId)];
        if (nameOrId is not null && found[0].IsNew)
            throw ProvisionLookup.NotFound(nameOrId, snapshot);
        var live = await LiveOperationsAsync(found, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(p => ProvisionView.Of(OperationLog.Judge(p, live), snapshot.Hosts))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EdgeLease>> GetLeasesAsync(int networkId, CancellationToken cancellationToken)
    {
        var network = await _parts.Client.Networks.InfoAsync(networkId, SecretView.Cipher, cancellationToken).ConfigureAwait(false);
        return [.. network.AddressRanges.SelectMany(r => r.Leases).Select(ObjectViews.Lease)];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EdgeAddress>> GetAddressesAsync(
        IReadOnlyList<string>? provisions, IReadOnlyDictionary<string, string> overrides, Action<string, EdgeException> onError, CancellationToken cancellationToken) =>
        _parts.Preparer(_ => { }, new CatalogMemory()).AddressesAsync(
            provisions, overrides,
            (provision, error) =>
            {
                if (error.Code == "ProviderTokenRefused")
                    _parts.Registered.Forget();
                onError(provision, error);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<OrphanReport> FindOrphansAsync(EdgeProvider provider, CancellationToken cancellationToken) =>
        new RegionalSearch(Offers, new OrphanFinder(_parts.Client, _parts.Options.Timings, _parts.Options.Time)).FindAsync(provider, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveOrphanAsync(EdgeOrphan orphan, Action<string> tell, CancellationToken cancellationToken) => Offers.AskAsync(
        PlaceOf(orphan),
        async driver =>
        {
            await new OrphanRemoval(_parts.Client, _parts.Options.Timings, _parts.Options.Time).RunAsync(driver, orphan, tell, cancellationToken).ConfigureAwait(false);
            return 0;
        },
        cancellationToken);

    private EdgeProvider PlaceOf(EdgeOrphan orphan)
    {
        var provider = Offers.Providers().FirstOrDefault(p => p.Name == orphan.Provider) ?? throw OrphanErrors.NoProvider(orphan);
        return orphan.Region is { } region ? ProviderOffers.InRegion(provider, region) : provider;
    }

    /// <summary>Operations whose lock stands. Asked only where an entry is open: an entry that nobody holds a lock for was killed.</summary>
    private async Task<IReadOnlySet<string>> LiveOperationsAsync(IReadOnlyList<ObservedProvision> provisions, CancellationToken cancellationToken)
    {
        if (!provisions.Any(p => p.Record?.Operations.Any(o => o.Outcome == OperationOutcome.Running) ?? false))
            return new HashSet<string>();
        var templates = await _parts.Client.Templates.ListAsync(cancellationToken).ConfigureAwait(false);
        return templates.Select(t => t.Template.Text("EDGE_LOCK_OPERATION")).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public Task<Plan> PlanAsync(OperationRequest request, CancellationToken cancellationToken) => ForgettingAsync(() => PlanOnceAsync(request, cancellationToken));

    private async Task<Plan> PlanOnceAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        var prepared = await _parts.Preparer(_ => { }, new CatalogMemory()).PrepareAsync(request, Guid.NewGuid().ToString(), null, null, cancellationToken).ConfigureAwait(false);
        var doubts = await BeforeCreate.CheckAsync(prepared, _parts.Configuration, _parts.Playbooks, _parts.Options.Time, cancellationToken).ConfigureAwait(false);
        await new FirstContacts(_parts.Connector, new GivenHostKeys(_parts.Options.Machine)).EnsureAsync(prepared, cancellationToken).ConfigureAwait(false);
        var plan = (await PlanCosts.AddAsync(prepared, _parts.Options.Time, cancellationToken).ConfigureAwait(false)).Shown;
        return doubts.Count == 0 ? plan : plan with { Notes = [.. plan.Notes, .. doubts.Select(d => d.ToString())] };
    }

    /// <inheritdoc/>
    public async Task<EdgeDescriptor> GetDescriptorAsync(string provision, CancellationToken cancellationToken)
    {
        var snapshot = await FrontEndSnapshot.ReadAsync(_parts.Client, cancellationToken).ConfigureAwait(false);
        var found = snapshot.Find(provision);
        if (found.IsNew)
            throw ProvisionLookup.NotFound(provision, snapshot);
        return DescriptorReader.Parse(DescriptorTexts.RecordedText(found), null, null);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EdgeDifference>> CompareAsync(CompareRequest request, CancellationToken cancellationToken) =>
        ForgettingAsync(() => _parts.Preparer(_ => { }, new CatalogMemory()).CompareAsync(request, cancellationToken));

    /// <inheritdoc/>
    public Task<OperationResult> RunAsync(OperationRequest request, IOperationObserver observer, IQuestions questions, CancellationToken cancellationToken) =>
        ForgettingAsync(() => new OperationRunner(_parts).RunAsync(request, observer, questions, cancellationToken));

    /// <inheritdoc/>
    public Task<Provision> WaitAsync(WaitRequest request, Action<string> tell, CancellationToken cancellationToken) => new ProvisionWaiter(_parts).WaitAsync(request, tell, cancellationToken);

    /// <summary>Credentials that somebody typed are asked for again when a provider does not accept them.</summary>
    private async Task<T> ForgettingAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Code == "ProviderTokenRefused")
        {
            _parts.Registered.Forget();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Operation>> GetOperationsAsync(string provision, CancellationToken cancellationToken)
    {
        var (found, _) = await FindAsync(provision, cancellationToken).ConfigureAwait(false);
        return [.. (found.Record?.Operations ?? []).Reverse()];
    }

    /// <inheritdoc/>
    public async Task<ProvisionPicture> GetPictureAsync(string provision, string? operationId, CancellationToken cancellationToken)
    {
        var (found, hosts) = await FindAsync(provision, cancellationToken).ConfigureAwait(false);
        return new ProvisionPicture(ProvisionView.Of(found, hosts), new OverlayView(_parts.Playbooks, _parts.FallbackVariables).Of(found), OperationLog.Pick(found, operationId));
    }

    /// <summary>A provision that stands, with its log judged, and the hosts of its front-end.</summary>
    private async Task<(ObservedProvision Provision, IReadOnlyList<HostObject> Hosts)> FindAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var snapshot = await FrontEndSnapshot.ReadAsync(_parts.Client, cancellationToken).ConfigureAwait(false);
        var found = snapshot.Find(nameOrId);
        if (found.IsNew)
            throw ProvisionLookup.NotFound(nameOrId, snapshot);
        var live = await LiveOperationsAsync([found], cancellationToken).ConfigureAwait(false);
        return (OperationLog.Judge(found, live), snapshot.Hosts);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HostCheck>> CheckConfigurationAsync(CheckRequest request, Action<HostCheck> onChecked, IQuestions questions, CancellationToken cancellationToken) =>
        ForgettingAsync(() => new HostChecks(_parts, questions).RunAsync(request, onChecked, cancellationToken));

    /// <inheritdoc/>
    public Task<CommandResult> RunCommandAsync(EdgeHost host, string command, string? standardInput, Action<string> tell, IQuestions questions, CancellationToken cancellationToken) =>
        new HostSessions(_parts).RunCommandAsync(host, command, standardInput, tell, questions, cancellationToken);

    /// <inheritdoc/>
    public Task CopyFilesAsync(EdgeHost host, FileCopyRequest request, ICopyObserver observer, Action<string> tell, IQuestions questions, CancellationToken cancellationToken) =>
        new HostSessions(_parts).CopyFilesAsync(host, request, observer, tell, questions, cancellationToken);

    /// <inheritdoc/>
    public Task<SshSession> OpenSessionAsync(EdgeHost host, CancellationToken cancellationToken) =>
        new HostSessions(_parts).OpenAsync(host, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> AdmitCallerAsync(EdgeHost host, Action<string> tell, CancellationToken cancellationToken) =>
        new HostSessions(_parts).AdmitCallerAsync(host, tell, cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteObjectAsync(ProvisionObjectKind kind, int id, IOperationObserver observer, CancellationToken cancellationToken)
    {
        var template = kind switch
        {
            ProvisionObjectKind.Cluster => (await _parts.Client.Clusters.InfoAsync(id, SecretView.Cipher, cancellationToken).ConfigureAwait(false)).Template,
            ProvisionObjectKind.Datastore => (await _parts.Client.Datastores.InfoAsync(id, SecretView.Cipher, cancellationToken).ConfigureAwait(false)).Template,
            _ => (await _parts.Client.Networks.InfoAsync(id, SecretView.Cipher, cancellationToken).ConfigureAwait(false)).Template,
        };
        if (template.TextAt("PROVISION/PROVISION_ID") is not { Length: > 0 } provision)
        {
            var word = kind.ToString().ToLowerInvariant();
            throw new EdgeException("ObjectNotOfProvision", ErrorKind.Refused, $"The {word} {id} belongs to no provision and is not deleted.")
            {
                Target = $"{word} {id}",
                RecommendedAction = "Delete it with OpenNebula's own commands if that is what you want.",
            };
        }

        var result = await RunAsync(new DeleteObjectRequest(provision, kind, id), observer, new Agreed(), cancellationToken).ConfigureAwait(false);
        if (result.Failures.Count > 0)
            throw result.Failures[0].Error;
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public async Task<string?> UnlockAsync(string provision, CancellationToken cancellationToken)
    {
        var name = LockAcquirer.NameOf(provision);
        var locks = (await _parts.Client.Templates.ListAsync(cancellationToken).ConfigureAwait(false)).Where(t => t.Name == name).OrderBy(t => t.Id).ToList();
        if (locks.Count == 0)
            return null;
        var body = LockBody.Read(locks[0].Template);
        await _parts.Client.Templates.DeleteAsync(locks[0].Id, cancellationToken).ConfigureAwait(false);

        // Whoever held it passes no gate any more once its last beat is too old.
        await Task.Delay(_parts.Options.Timings.Lock.GateAge, _parts.Options.Time, cancellationToken).ConfigureAwait(false);
        return $"{body.User} on {body.Process.Machine} ({body.Verb})";
    }

    /// <inheritdoc/>
    public Task<string> AnswerIpamAsync(IpamCall call, CancellationToken cancellationToken) => new IpamDriver(_parts).RunAsync(call, cancellationToken);

    /// <inheritdoc/>
    public Task RunAliasHookAsync(string machine, Action<AliasMessage> log, CancellationToken cancellationToken) => new AliasHook(_parts, log).RunAsync(machine, cancellationToken);

    /// <inheritdoc/>
    public Task<SetupPlan> PlanSetupAsync(SetupRequest request, CancellationToken cancellationToken) => Setup.PlanAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task ApplySetupAsync(SetupPlan plan, SetupRequest request, CancellationToken cancellationToken) => Setup.ApplyAsync(plan, request.Remotes, cancellationToken);

    private FrontEndSetup Setup => new(_parts.Client, _parts.Configuration, _parts.Options.ContentDirectory);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> GetKnownHostsLinesAsync(string provision, CancellationToken cancellationToken) =>
        FrontEndKnownHosts.Lines((await GetProvisionsAsync(provision, cancellationToken).ConfigureAwait(false))[0].Hosts);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> GetSshConfigLinesAsync(string provision, CancellationToken cancellationToken) =>
        FrontEndKnownHosts.ConfigLines((await GetProvisionsAsync(provision, cancellationToken).ConfigureAwait(false))[0].Hosts);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _parts.Client.Dispose();
        _parts.Drivers.Dispose();
        (_parts.Connector as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<EngineParts> PartsAsync(
        EngineOptions options, FrontEndClient client, FrontEndConfiguration configuration, UserObject user, FrontEndConnection connection, CancellationToken cancellationToken)
    {
        // oneadmin is user 0, whoever is logged in.
        var oneadmin = user.Id == 0 ? user : await client.Users.InfoAsync(0, cancellationToken).ConfigureAwait(false);
        return new EngineParts
        {
            Options = options,
            Client = client,
            Configuration = configuration,
            UserName = user.Name,
            Playbooks = EngineContent.Playbooks(options),
            Drivers = new ProviderDrivers(new RestOptions { Time = options.Time }, options.ProviderHandler),
            Registered = EngineContent.Registered(options),
            Connector = options.HostConnector ?? new SshConnector(new SshSettings(), options.Time),
            HostTranslation = options.HostTranslation ?? new SshHostTranslation(configuration.Sandbox?.Text("SSH_PRIVATE_KEY"), options.Time),
            Keys = new SshKeys(options.Machine, configuration.Sandbox),
            KnownHosts = new FrontEndKnownHosts(OneadminFolder(connection, configuration), configuration.IsSandbox),
            FallbackVariables = Fallbacks.Of(configuration, oneadmin, options.Machine),
        };
    }

    /// <summary>Only on the front-end's own machine, and only where oneadmin's folder is ours to write.</summary>
    private static string? OneadminFolder(FrontEndConnection connection, FrontEndConfiguration configuration)
    {
        const string folder = "/var/lib/one/.ssh";
        return !configuration.IsSandbox && connection.Endpoint.IsLoopback && Directory.Exists(folder) && (Environment.IsPrivilegedProcess || Environment.UserName == "oneadmin")
            ? folder
            : null;
    }
}
