using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts;

/// <summary>The playbooks and roles at hand, shipped and the user's own, and the compiler that makes programs of them.</summary>
public interface IPlaybooks
{
    /// <summary>Names of every playbook at hand.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>What a playbook is; an error that names file, line and column when its file or that of a role cannot be understood.</summary>
    EdgePlaybook Describe(string name);

    /// <summary>True when one of the playbooks joins the hosts by an overlay, so that peers matter.</summary>
    bool HasOverlay(IReadOnlyList<string> playbooks);

    /// <summary>The bridges by which virtual machines reach the overlay on a host of this configuration, as far as that can be told without its facts.</summary>
    IReadOnlyList<string> OverlayBridges(ConfigurationRequest request);

    /// <summary>Hash of evaluated configuration and role contents, without peers, tunnel address and secrets; known before the host is.</summary>
    string Fingerprint(ConfigurationRequest request);

    /// <summary>What in the request's own variables no role knows, a sentence each.</summary>
    IReadOnlyList<string> Warnings(ConfigurationRequest request);

    /// <summary>Compiles the configuration for a host that says these facts. An operating system that a role does not support is an error.</summary>
    HostProgram Compile(ConfigurationRequest request, HostFacts facts, bool reapply, bool checkOnly);

    /// <summary>Compiles the program that only brings the set of peers up to date.</summary>
    HostProgram CompilePeers(ConfigurationRequest request, HostFacts facts);
}
