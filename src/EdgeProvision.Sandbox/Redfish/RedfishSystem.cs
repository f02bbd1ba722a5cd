using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Redfish;

/// <summary>A machine that stands, as its service knows it. Changed under the rack's gate.</summary>
internal sealed class RedfishSystem(string name, Machine machine)
{
    /// <summary>What it is called by from outside: the address that a descriptor has.</summary>
    public string Name => name;

    public Machine Machine => machine;

    /// <summary>Its id, in the service as in the room.</summary>
    public string Id => machine.Id;

    /// <summary>The state that a change of power is passing through, or null.</summary>
    public string? Passing { get; set; }

    /// <summary>The change that is under way.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>What was asked for, ever.</summary>
    public List<string> Resets { get; } = [];
}
