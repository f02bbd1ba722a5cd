using EdgeProvision.Engine;
using EdgeProvision.Engine.Aliases;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Engine.Ipam;
using EdgeProvision.Engine.Offers;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Orphans;
using EdgeProvision.Engine.Pictures;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Engine.Setup;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tests.Commands;

/// <summary>An engine that keeps what it was asked and answers what the test says.</summary>
internal sealed class ScriptedEngine : IEdgeEngine
{
    public List<OperationRequest> Requests { get; } = [];

    public List<(ProvisionObjectKind Kind, int Id)> Deleted { get; } = [];

    public IReadOnlyList<Provision> Provisions { get; init; } = [];

    public Func<OperationRequest, IOperationObserver, IQuestions, CancellationToken, Task<OperationResult>> Run { get; init; } =
        (_, _, _, _) => Task.FromResult(Result(OperationOutcome.Succeeded, null));

    public EdgeCloud Cloud { get; } = new(new Uri("http://localhost:2633/RPC2"), "oneadmin", "6.10.5", false, null);

    public IReadOnlyList<string> ConnectionWarnings { get; init; } = [];

    public static OperationResult Result(OperationOutcome outcome, Provision? provision, params StepFailure[] failures) => new(
        new Operation { Id = "op", Verb = "create", Provision = "edge", User = "oneadmin", Machine = "here", StartedAt = DateTimeOffset.UnixEpoch, Outcome = outcome },
        provision, failures, []);

    public static Provision Provision(string name, params EdgeHost[] hosts) => new()
    {
        Id = $"{name}-id",
        Name = name,
        State = ProvisionState.Ready,
        ConfigurationStatus = "configured",
        Clusters = [new EdgeCluster(100, name, name, $"{name}-id", hosts.Length, 1, 1)],
        Hosts = hosts,
        Networks = [new EdgeNetwork(30, $"{name}-net", "br0", "dummy", "rdy", "oneadmin", "oneadmin", name, $"{name}-id", [100], 0)],
        Datastores = [new EdgeDatastore(110, $"{name}-ds", "img", "fs", "ssh", name, $"{name}-id", [100], 2, 2048, 1024)],
    };

    public static EdgeHost Host(int id, string provision, string status = "configured") => new()
    {
        Id = id,
        Name = $"147.75.0.{id}",
        State = EdgeHostState.Ready,
        Hostname = $"node{id}",
        Provision = provision,
        ProvisionId = $"{provision}-id",
        Driver = "packet",
        Cluster = provision,
        Address = $"147.75.0.{id}",
        FrontEndState = "on",
        ConfigurationStatus = status,
        TotalCpu = 400,
        TotalMemoryKiB = 8178892,
    };

    public Task<EdgeDescriptor> GetDescriptorAsync(string provision, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<EdgeDifference>> CompareAsync(CompareRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Provision>> GetProvisionsAsync(string? nameOrId, CancellationToken cancellationToken)
    {
        var found = Provisions.Where(p => nameOrId is null || p.Name == nameOrId || p.Id == nameOrId).ToList();
        return nameOrId is not null && found.Count == 0
            ? throw new EdgeException("ProvisionNotFound", ErrorKind.NotFound, $"There is no provision '{nameOrId}'.")
            : Task.FromResult<IReadOnlyList<Provision>>(found);
    }

    public Task<IReadOnlyList<EdgeLease>> GetLeasesAsync(int networkId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Plan> PlanAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(new Plan("create", "edge", null, [new PlanStep("host/node1/rent", "RentDevice", "node1", "Rent node1", PlanEffect.Rent, [])], ["a note"]));
    }

    public Task<Provision> WaitAsync(WaitRequest request, Action<string> tell, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CopyFilesAsync(EdgeHost host, FileCopyRequest request, ICopyObserver observer, Action<string> tell, IQuestions questions, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OperationResult> RunAsync(OperationRequest request, IOperationObserver observer, IQuestions questions, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Run(request, observer, questions, cancellationToken);
    }

    public Task<IReadOnlyList<Operation>> GetOperationsAsync(string provision, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Operation>>(
    [
        Result(OperationOutcome.Failed, null).Operation with
        {
            EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(61.5),
            Steps = [new OperationStep("host/node1/rent", "Rent node1", StepOutcome.Failed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.25), "no stock")],
        },
    ]);

    /// <summary>The providers that a machine names which knows those of Packet and of EC2 in its environment.</summary>
    public ProviderOffers Offers { get; } = ProviderOffers.WithoutFrontEnd(new EngineOptions { ContentDirectory = "/nowhere", Machine = new MachineWithProviders() });

    /// <summary>The orphans at a provider, by its name.</summary>
    public Func<string, OrphanReport> Orphans { get; init; } = _ => new OrphanReport([]);

    public Func<EdgeOrphan, Task> RemoveOrphan { get; init; } = _ => Task.CompletedTask;

    public Task<OrphanReport> FindOrphansAsync(EdgeProvider provider, CancellationToken cancellationToken) => Task.FromResult(Orphans(provider.Name));

    public Task RemoveOrphanAsync(EdgeOrphan orphan, Action<string> tell, CancellationToken cancellationToken) => RemoveOrphan(orphan);

    public Task<IReadOnlyList<HostCheck>> CheckConfigurationAsync(CheckRequest request, Action<HostCheck> onChecked, IQuestions questions, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ProvisionPicture> GetPictureAsync(string provision, string? operationId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CommandResult> RunCommandAsync(EdgeHost host, string command, string? standardInput, Action<string> tell, IQuestions questions, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<SshSession> OpenSessionAsync(EdgeHost host, CancellationToken cancellationToken) =>
        Task.FromResult(new SshSession("/bin/sh", ["-c", SessionScript]) { CleanUp = () => SessionsClosed++ });

    public int SessionsClosed { get; private set; }

    /// <summary>What runs as a session, with the remote command as its first word.</summary>
    public string SessionScript { get; init; } = "exit \"$(($0))\"";

    /// <summary>What becomes of who could not open a session.</summary>
    public Func<Action<string>, bool> AdmitCaller { get; init; } = _ => false;

    public Task<bool> AdmitCallerAsync(EdgeHost host, Action<string> tell, CancellationToken cancellationToken) => Task.FromResult(AdmitCaller(tell));

    public Task DeleteObjectAsync(ProvisionObjectKind kind, int id, IOperationObserver observer, CancellationToken cancellationToken)
    {
        if (id == 0)
            throw new EdgeException("ObjectNotOfProvision", ErrorKind.Refused, "The object 0 belongs to no provision and is not deleted.");
        Deleted.Add((kind, id));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<EdgeAddress>> GetAddressesAsync(
        IReadOnlyList<string>? provisions, IReadOnlyDictionary<string, string> overrides, Action<string, EdgeException> onError, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EdgeAddress>>(
        [
            new EdgeAddress("198.18.0.0", EdgeAddressState.Assigned, "r-1", 2, "packet", "edge", "id-edge")
            {
                Key = "id-edge/ip/node4/0", Type = "public_ipv4", Location = "ams1", HostId = 3, Hostname = "192.0.2.10", InnerAddress = "198.18.0.0", Network = "edge-public", NetworkId = 7, VirtualMachineId = 12, LeasedBy = "vm",
            },
            new EdgeAddress("198.18.0.1", EdgeAddressState.Free, "r-1", 2, "packet", "edge", "id-edge") { Type = "public_ipv4", Location = "ams1" },
        ]);

    public List<IpamCall> IpamCalls { get; } = [];

    public Func<IpamCall, string> AnswerIpam { get; init; } = _ => "";

    public Task<string> AnswerIpamAsync(IpamCall call, CancellationToken cancellationToken)
    {
        IpamCalls.Add(call);
        return Task.FromResult(AnswerIpam(call));
    }

    public Action<string, Action<AliasMessage>> RunAliasHook { get; init; } = (_, _) => { };

    public Task RunAliasHookAsync(string machine, Action<AliasMessage> log, CancellationToken cancellationToken)
    {
        RunAliasHook(machine, log);
        return Task.CompletedTask;
    }

    public Task<SetupPlan> PlanSetupAsync(SetupRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ApplySetupAsync(SetupPlan plan, SetupRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> UnlockAsync(string provision, CancellationToken cancellationToken) => Task.FromResult<string?>(provision == "edge" ? "oneadmin on here (create)" : null);

    public Task<IReadOnlyList<string>> GetKnownHostsLinesAsync(string provision, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(["147.75.0.1 ssh-ed25519 AAAA"]);

    public IReadOnlyList<string> SshConfigLines { get; set; } = [];

    public Task<IReadOnlyList<string>> GetSshConfigLinesAsync(string provision, CancellationToken cancellationToken) => Task.FromResult(SshConfigLines);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
