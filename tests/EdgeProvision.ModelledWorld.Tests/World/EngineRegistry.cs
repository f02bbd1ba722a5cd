using System.Text;
using EdgeProvision.Engine.Ipam;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.OpenNebula.Drivers;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>The front-end's IPAM driver is the product's own, a process of its own for each action.</summary>
internal sealed class EngineRegistry : IAddressRegistry
{
    /// <summary>Set when there is one.</summary>
    public TheWorld? World { get; set; }

    /// <summary>What is asked of the processes that are started from now on.</summary>
    public Func<TheWorld, EngineProcess> Start { get; set; } = world => world.Start("front-end");

    /// <summary>What was asked and answered so far, in order.</summary>
    public List<(IpamAction Action, AddressRangeAnswer Answer)> Actions { get; } = [];

    /// <summary>The processes, in order.</summary>
    public List<EngineProcess> Processes { get; } = [];

    public Task<AddressRangeAnswer> RegisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync(IpamAction.Register, request);

    public Task<AddressRangeAnswer> UnregisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync(IpamAction.Unregister, request);

    public Task<AddressRangeAnswer> GetAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync(IpamAction.Get, request);

    public Task<AddressRangeAnswer> AllocateAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync(IpamAction.Allocate, request);

    public Task<AddressRangeAnswer> FreeAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync(IpamAction.Free, request);

    private async Task<AddressRangeAnswer> RunAsync(IpamAction action, AddressRangeRequest request)
    {
        var process = Start(World!);
        Processes.Add(process);
        var answer = await AnswerAsync(process, action, request);
        Actions.Add((action, answer));
        return answer;
    }

    private async Task<AddressRangeAnswer> AnswerAsync(EngineProcess process, IpamAction action, AddressRangeRequest request)
    {
        try
        {
            var began = World!.Clock.GetTimestamp();
            var engine = await process.EngineAsync();
            return AddressRangeAnswer.Ok(await engine.AnswerIpamAsync(new IpamCall(action, Convert.ToBase64String(Encoding.UTF8.GetBytes(request.ToXml())), began), CancellationToken.None));
        }
        catch (EdgeException error)
        {
            return AddressRangeAnswer.Failed(error.Message);
        }
    }
}
