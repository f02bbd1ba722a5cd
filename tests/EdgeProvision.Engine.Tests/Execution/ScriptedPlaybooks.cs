using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>Playbooks without roles: what matters is which program was made of what.</summary>
internal sealed class ScriptedPlaybooks(bool hasOverlay = true) : IPlaybooks
{
    public IReadOnlyList<string> Names => ["default", "static_vxlan"];

    public string FingerprintText { get; set; } = "fingerprint";

    public bool HasOverlay(IReadOnlyList<string> playbooks) => hasOverlay;

    public EdgeProvision.Model.EdgePlaybook Describe(string name) => throw new NotSupportedException();

    public IReadOnlyList<string> OverlayBridges(ConfigurationRequest request) => hasOverlay ? ["vxbr100"] : [];

    public string Fingerprint(ConfigurationRequest request) => FingerprintText;

    public IReadOnlyList<string> Warnings(ConfigurationRequest request) => [];

    public HostProgram Compile(ConfigurationRequest request, HostFacts facts, bool reapply, bool checkOnly) =>
        new(HostProgramKind.Configuration, FingerprintText, hasOverlay ? request.Peers.Hash : "", reapply, checkOnly, [], "");

    public HostProgram CompilePeers(ConfigurationRequest request, HostFacts facts) =>
        new(HostProgramKind.Peers, FingerprintText, request.Peers.Hash, false, false, [], "");
}
