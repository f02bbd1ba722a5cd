using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Calls on virtual machines.</summary>
public sealed class VirtualMachineCalls
{
    private const int AnyButDone = -1;

    private readonly FrontEndClient _client;

    internal VirtualMachineCalls(FrontEndClient client) => _client = client;

    /// <summary>One machine. One that has ended still answers, in state <see cref="VmState.Done"/>.</summary>
    public Task<VmObject> InfoAsync(int id, CancellationToken token) =>
        _client.RunForXmlAsync(FrontEndCall.Read("one.vm.info", $"virtual machine {id}", id, false), VmObject.Read, token);

    /// <summary>All machines of all users that have not ended, by id, with few attributes.</summary>
    public Task<ImmutableArray<VmObject>> ListAsync(CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read(
                "one.vmpool.info", "all virtual machines", PoolFilter.All, PoolFilter.NoLimit, PoolFilter.NoLimit, AnyButDone),
            pool => pool.Expect("VM_POOL").Pool("VM", VmObject.Read),
            token);

    /// <summary>Ends what a machine is stuck in. Deleting one that has ended already is no error.</summary>
    public Task RecoverAsync(int id, VmRecovery operation, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.vm.recover", $"virtual machine {id}", id, (int)operation), token);
}
