using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.OpenNebula.Drivers;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Redfish;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>What a world is made of, and the addresses under which it tells clients to find its parts.</summary>
public sealed record SandboxWorldOptions
{
    /// <summary>The session's id.</summary>
    public required string Id { get; init; }

    /// <summary>The Packet service; its first tenant is the sandbox's own.</summary>
    public required PacketOptions Packet { get; init; }

    /// <summary>The EC2 service; null: the world has none. Its first tenant is the sandbox's own.</summary>
    public Ec2Options? Ec2 { get; init; }

    /// <summary>The front-end. Its drivers, and what it publishes of the sandbox, are put in by the world.</summary>
    public required FrontEndOptions FrontEnd { get; init; }

    /// <summary>The scripts that the front-end runs as its IPAM drivers and hooks; null: it plays the driver <c>packet</c> itself, and has no hooks.</summary>
    public RemotesFolder? Remotes { get; init; }

    /// <summary>IPAM drivers that whoever makes the world brings; null: as <see cref="Remotes"/> says.</summary>
    public IAddressRegistry? AddressRegistry { get; init; }

    /// <summary>Where clients find the Packet API.</summary>
    public required string PacketEndpoint { get; init; }

    /// <summary>Where clients find the EC2 API, if there is one.</summary>
    public string? Ec2Endpoint { get; init; }

    /// <summary>The machines that stand, which nobody rents; null: the world has none.</summary>
    public RedfishOptions? Redfish { get; init; }

    /// <summary>Where clients find these, and the Redfish service that they are behind.</summary>
    public string? RedfishEndpoint { get; init; }

    /// <summary>A file with the private key for machines; a name only where machines are modelled.</summary>
    public required string SshPrivateKey { get; init; }

    /// <summary>A file with its public half.</summary>
    public required string SshPublicKey { get; init; }

    /// <summary>Where machines find OpenNebula's packages.</summary>
    public required string RepositoryBase { get; init; }

    /// <summary>The bearer token of the control API.</summary>
    public required string ControlToken { get; init; }

    /// <summary>How long a client has to look for a device whose create call was not answered; the real service's 120 s would be a waste here.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Seed of the accidents.</summary>
    public int Seed { get; init; } = 20200202;

    /// <summary>Hides the secrets.</summary>
    public override string ToString() => $"world {Id}";
}
