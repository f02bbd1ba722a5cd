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

namespace EdgeProvision.Engine;

/// <summary>
/// What the doors call: one front-end, looked at and worked on. Knows nothing of PowerShell or of the console.
/// Every method throws <see cref="EdgeException"/> for what it cannot do, and <see cref="OperationCanceledException"/> when stopped.
/// </summary>
public interface IEdgeEngine : IAsyncDisposable
{
    /// <summary>The front-end that it is connected to.</summary>
    EdgeCloud Cloud { get; }

    /// <summary>What the user should know about the connection (a password in clear over http://).</summary>
    IReadOnlyList<string> ConnectionWarnings { get; }

    /// <summary>The providers that there are, and what they offer.</summary>
    ProviderOffers Offers { get; }

    /// <summary>Provisions, all or the one of that name or UUID (an error when there is none), in the order of their cluster ids.</summary>
    Task<IReadOnlyList<Provision>> GetProvisionsAsync(string? nameOrId, CancellationToken cancellationToken);

    /// <summary>The addresses of a network that are in use, which lists of networks do not tell.</summary>
    Task<IReadOnlyList<EdgeLease>> GetLeasesAsync(int networkId, CancellationToken cancellationToken);

    /// <summary>
    /// The public addresses that were rented for provisions, what each leads to, and who has it as a lease. Providers are asked, and nothing is changed. None for a provision whose
    /// machines stand already.
    /// </summary>
    /// <param name="provisions">Names or UUIDs; null for all.</param>
    /// <param name="overrides">Settings of the provider that a parameter gives, by descriptor key.</param>
    /// <param name="onError">Told of a provision (by name) whose provider cannot be asked; the others are not concerned.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<EdgeAddress>> GetAddressesAsync(
        IReadOnlyList<string>? provisions, IReadOnlyDictionary<string, string> overrides, Action<string, EdgeException> onError, CancellationToken cancellationToken);

    /// <summary>
    /// Everything at a provider, in all of its regions, that carries the key of a provision which this front-end does not have, with age and cost. What belongs to a provision of another front-end in the
    /// same project is among it: nobody here can know. Changes nothing.
    /// </summary>
    Task<OrphanReport> FindOrphansAsync(EdgeProvider provider, CancellationToken cancellationToken);

    /// <summary>Looks again that it is still one, and removes it for good. Gone already is fine.</summary>
    /// <param name="orphan">One that was found.</param>
    /// <param name="tell">Told what it waits for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task RemoveOrphanAsync(EdgeOrphan orphan, Action<string> tell, CancellationToken cancellationToken);

    /// <summary>Looks at the world and says what the request would do. Changes nothing anywhere, takes no lock.</summary>
    Task<Plan> PlanAsync(OperationRequest request, CancellationToken cancellationToken);

    /// <summary>The descriptor that a provision's record keeps, without secrets.</summary>
    Task<EdgeDescriptor> GetDescriptorAsync(string provision, CancellationToken cancellationToken);

    /// <summary>Looks at the world and says how a provision differs from its descriptor, or from another one. Changes nothing anywhere, takes no lock.</summary>
    Task<IReadOnlyList<EdgeDifference>> CompareAsync(CompareRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Observes, plans, asks for confirmation, takes the provision's lock, observes and plans again, runs, reconciles. Failed hosts are in the
    /// result, not exceptions. Cancellation stops at the next safe point and still returns a result with outcome Stopped.
    /// </summary>
    Task<OperationResult> RunAsync(
        OperationRequest request, IOperationObserver observer, IQuestions questions, CancellationToken cancellationToken);

    /// <summary>
    /// Waits until a provision is in a wanted state and nobody works on it, in whatever session. Changes nothing, takes no lock. What it waits for is told each time it
    /// looks. An error where nobody works on it and its state is another.
    /// </summary>
    Task<Provision> WaitAsync(WaitRequest request, Action<string> tell, CancellationToken cancellationToken);

    /// <summary>The last operations of a provision, newest first.</summary>
    Task<IReadOnlyList<Operation>> GetOperationsAsync(string provision, CancellationToken cancellationToken);

    /// <summary>
    /// Finds out what running their configuration would change on hosts of a provision, step by step, and changes nothing anywhere. Takes no lock. A host that cannot be
    /// looked at has its error in its result, and the others are not concerned. Results come to <paramref name="onChecked"/> one by one as they are known, and all in the end,
    /// in the order of the provision's hosts.
    /// </summary>
    Task<IReadOnlyList<HostCheck>> CheckConfigurationAsync(CheckRequest request, Action<HostCheck> onChecked, IQuestions questions, CancellationToken cancellationToken);

    /// <summary>
    /// What a provision (by name or UUID) is drawn from: itself, its overlay, and an operation with its timeline, the last one when no id is given.
    /// </summary>
    Task<ProvisionPicture> GetPictureAsync(string provision, string? operationId, CancellationToken cancellationToken);

    /// <summary>Runs a command on a host over SSH, with the pinned key. Takes no lock. Where the host does not let this machine in, it is let in, which is told.</summary>
    Task<CommandResult> RunCommandAsync(EdgeHost host, string command, string? standardInput, Action<string> tell, IQuestions questions, CancellationToken cancellationToken);

    /// <summary>
    /// Copies files to or from a host over SSH, with the pinned key. Takes no lock. A file that cannot be copied is told to the observer; the others go on. Where the host does not let this
    /// machine in, it is let in, which is told.
    /// </summary>
    Task CopyFilesAsync(EdgeHost host, FileCopyRequest request, ICopyObserver observer, Action<string> tell, IQuestions questions, CancellationToken cancellationToken);

    /// <summary>What the system's <c>ssh</c> has to be started with to reach a host; its temporary files go with disposal.</summary>
    Task<SshSession> OpenSessionAsync(EdgeHost host, CancellationToken cancellationToken);

    /// <summary>
    /// For who could not open a session: asks the provider why the host does not answer, and lets this machine in where that was the reason, which is told. Takes no lock.
    /// </summary>
    /// <returns>True when it is let in by this call, so that the session can be tried again; false when nothing more is known, or the host answers.</returns>
    /// <exception cref="EdgeException">
    /// The reason: <c>CallerNotAdmitted</c>, and it stays shut out; <c>HostIsOff</c>, <c>HostAddressChanged</c>, <c>DeviceVanished</c>, as the provider shows the machine.
    /// </exception>
    Task<bool> AdmitCallerAsync(EdgeHost host, Action<string> tell, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes one cluster, datastore or network of a provision by id: an operation with lock, gate and entry in the log. One that belongs to no
    /// provision is refused.
    /// </summary>
    Task DeleteObjectAsync(ProvisionObjectKind kind, int id, IOperationObserver observer, CancellationToken cancellationToken);

    /// <summary>Removes the lock of an operation whose process is known to be dead; answers who held it, or null when nobody did.</summary>
    Task<string?> UnlockAsync(string provision, CancellationToken cancellationToken);

    /// <summary>
    /// Does what oned asks of its IPAM driver: rents the addresses of a range, says which are free, gives them back. Only reads from the front-end, whose writes wait for the answer.
    /// </summary>
    /// <returns>The answer in OpenNebula's template language; empty where there is nothing to say.</returns>
    Task<string> AnswerIpamAsync(IpamCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Does what OpenNebula's alias hook is for: leads the public addresses of a virtual machine to the host that it is on now, or nowhere. What a provider or host refuses goes to the
    /// log; only a front-end that does not answer is an error.
    /// </summary>
    /// <param name="machine">The machine as it was when the hook was called: XML in base64.</param>
    /// <param name="log">Told what was done.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task RunAliasHookAsync(string machine, Action<AliasMessage> log, CancellationToken cancellationToken);

    /// <summary>Says what has to be changed for the front-end on this machine to use our IPAM driver and alias hook, or to use them no longer. Changes nothing.</summary>
    Task<SetupPlan> PlanSetupAsync(SetupRequest request, CancellationToken cancellationToken);

    /// <summary>Makes these changes: files of the front-end, and hooks.</summary>
    Task ApplySetupAsync(SetupPlan plan, SetupRequest request, CancellationToken cancellationToken);

    /// <summary>Lines for the known_hosts file of oneadmin on the front-end, for a provision's hosts.</summary>
    Task<IReadOnlyList<string>> GetKnownHostsLinesAsync(string provision, CancellationToken cancellationToken);

    /// <summary>Lines for oneadmin's ssh_config on the front-end, for those of a provision's hosts that OpenNebula cannot name by their address; often none.</summary>
    Task<IReadOnlyList<string>> GetSshConfigLinesAsync(string provision, CancellationToken cancellationToken);
}
