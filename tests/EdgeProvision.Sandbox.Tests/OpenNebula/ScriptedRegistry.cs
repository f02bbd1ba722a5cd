using EdgeProvision.Sandbox.OpenNebula.Drivers;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>An IPAM driver that does what a test says, and remembers what it was asked.</summary>
internal sealed class ScriptedRegistry : IAddressRegistry
{
    private TaskCompletionSource? held;
    private int running;

    internal List<(string Action, AddressRangeRequest Request)> Asked { get; } = [];

    internal Func<string, AddressRangeRequest, AddressRangeAnswer> Answer { get; set; } = (action, request) => action switch
    {
        "register" => AddressRangeAnswer.Ok($"AR=[ IPAM_MAD=\"packet\", TYPE=\"IP4\", IP=\"10.77.0.0\", SIZE=\"{request.Range["SIZE"]}\", EDGE_KEY=\"{request.Range.GetValueOrDefault("EDGE_KEY")}\", RES_ID=\"res-0\" ]"),
        "get" => AddressRangeAnswer.Ok("ADDRESS=[ IP=\"10.77.0.1\", SIZE=\"1\" ]"),
        _ => AddressRangeAnswer.Ok(),
    };

    internal int MostAtOnce { get; private set; }

    /// <summary>From now on no action ends before <see cref="Release"/>.</summary>
    internal void Hold() => held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Release() => held?.TrySetResult();

    public Task<AddressRangeAnswer> RegisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) => DoAsync("register", request);

    public Task<AddressRangeAnswer> UnregisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) => DoAsync("unregister", request);

    public Task<AddressRangeAnswer> GetAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => DoAsync("get", request);

    public Task<AddressRangeAnswer> AllocateAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => DoAsync("allocate", request);

    public Task<AddressRangeAnswer> FreeAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => DoAsync("free", request);

    private async Task<AddressRangeAnswer> DoAsync(string action, AddressRangeRequest request)
    {
        lock (Asked)
        {
            Asked.Add((action, request));
            MostAtOnce = Math.Max(MostAtOnce, ++running);
        }

        if (held is { } gate) await gate.Task;
        lock (Asked) running--;
        return Answer(action, request);
    }
}
