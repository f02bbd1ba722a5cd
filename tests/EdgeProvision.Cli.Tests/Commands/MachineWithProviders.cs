using EdgeProvision.Engine.Settings;

namespace EdgeProvision.Cli.Tests.Commands;

/// <summary>A machine whose environment names a provider of each kind.</summary>
internal sealed class MachineWithProviders : IHostEnvironment
{
    public string Home => "";

    public string? Variable(string name) => name switch
    {
        "PACKET_ENDPOINT" => "https://packet.example.net",
        "EC2_ENDPOINT" => "https://ec2.example.net",
        _ => null,
    };

    public string? ReadFile(string path) => null;
}
