using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Topology;

/// <summary>How states look.</summary>
internal static class HostLook
{
    /// <summary>The name of the colour.</summary>
    public static string Tone(EdgeHostState state) => state switch
    {
        EdgeHostState.Ready => "good",
        EdgeHostState.Off => "idle",
        EdgeHostState.Error => "bad",
        _ => "busy",
    };

    /// <summary>The name of the colour.</summary>
    public static string Tone(ProvisionState state) => state switch
    {
        ProvisionState.Ready => "good",
        ProvisionState.Off => "idle",
        ProvisionState.Error => "bad",
        _ => "busy",
    };

    /// <summary>A network's state as OpenNebula's tools call it, in a word.</summary>
    public static string NetworkWord(string state) => state switch
    {
        "rdy" => "ready",
        "err" => "error",
        "lock" => "being made or removed",
        _ => state,
    };
}
