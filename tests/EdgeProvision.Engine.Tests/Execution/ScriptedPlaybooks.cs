using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>Playbooks without roles: what matters is which program was made of what.</summary>
internal sealed class ScriptedPlaybooks(bool hasOverlay = true) : IPlaybooks
{
    public IReadOnlyList<string> Names => ["default", "static_vxlan"];

    public string FingerprintText { get; set; } = "fingerprint";

    public bool HasOverlay(IReadOnlyList<string> playbooks) => hasOverlay;

    /// <summary>What its roles support; empty for everything.</summary>
    public IReadOnlyList<string> Systems { get; set; } = [];

    public EdgePlaybook Describe(string name) => new() { Name = name, Description = "", Roles = [], Variables = [], SupportedSystems = Systems, Path = "" };

    public IReadOnlyList<string> OverlayBridges(ConfigurationRequest request) => hasOverlay ? ["vxbr100"] : [];

    public string Fingerprint(ConfigurationRequest request) => FingerprintText;

    public IReadOnlyList<string> Warnings(ConfigurationRequest request) => [];

    public HostProgram Compile(ConfigurationRequest request, HostFacts facts, bool reapply, bool checkOnly) =>
        new(HostProgramKind.Configuration, FingerprintText, hasOverlay ? request.Peers.Hash : "", reapply, checkOnly, [], "");

    public HostProgram CompilePeers(ConfigurationRequest request, HostFacts facts) =>
        new(HostProgramKind.Peers, FingerprintText, request.Peers.Hash, false, false, [], "");
}
