using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Roles;

namespace EdgeProvision.Engine.Tests.Hosts.Roles;

public sealed class FingerprintTests : IDisposable
{
    private readonly Workshop _workshop = new();
    private readonly ConfigurationRequest _request = Workshop.Request() with { Playbooks = ["static_vxlan"] };

    private PlaybookLibrary Shipped { get; } = new([Workshop.ShippedFolder]);

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void Fingerprint_PeersTunnelAndUnknownVariables_DoNotMatter()
    {
        var fingerprint = Shipped.Fingerprint(_request);
        Assert.Equal(fingerprint, Shipped.Fingerprint(_request with { Peers = PeerSet.Empty, TunnelAddress = null }));
        Assert.Equal(fingerprint, Shipped.Fingerprint(With(("zzz", 1L))));
        Assert.Equal(fingerprint, new PlaybookLibrary([Workshop.ShippedFolder]).Fingerprint(_request));
        Assert.Equal(fingerprint, Shipped.Compile(_request, Workshop.Debian, false, false).Fingerprint);
        Assert.Equal(fingerprint, Shipped.CompilePeers(_request, Workshop.Debian).Fingerprint);
        Assert.Matches("^[0-9a-f]{32}$", fingerprint);
    }

    [Fact]
    public void Fingerprint_ValueOfAVariable_MattersByWhatItMeans()
    {
        var nested = Shipped.Fingerprint(With(("opennebula_node_kvm_param_nested", true)));
        Assert.NotEqual(Shipped.Fingerprint(_request), nested);
        Assert.Equal(nested, Shipped.Fingerprint(With(("opennebula_node_kvm_param_nested", "yes"))));
        Assert.NotEqual(nested, Shipped.Fingerprint(With(("opennebula_node_kvm_param_nested", false))));
        Assert.NotEqual(Shipped.Fingerprint(_request), Shipped.Fingerprint(_request with { Playbooks = ["default"] }));
        Assert.NotEqual(
            Shipped.Fingerprint(_request),
            Shipped.Fingerprint(_request with { FallbackVariables = new Dictionary<string, object?> { ["opennebula_repository_version"] = "7.0" } }));
    }

    [Fact]
    public void Fingerprint_RoleFiles_MatterButSecretsDoNot()
    {
        _workshop.WithRole("""
            variables:
              token: {description: d, secret: true, default: ""}
            steps:
              - {title: T, file: {path: /x, template: t, secret: true}}
            """).With("roles/r/templates/t", "{{ token }}");
        var before = _workshop.Library.Fingerprint(Workshop.Request(("token", "one")));
        Assert.Equal(before, _workshop.Library.Fingerprint(Workshop.Request(("token", "two"))));
        _workshop.With("roles/r/templates/t", "{{ token }} ");
        Assert.NotEqual(before, _workshop.Library.Fingerprint(Workshop.Request(("token", "one"))));
    }

    private ConfigurationRequest With(params (string Name, object? Value)[] variables) =>
        _request with { Variables = variables.ToDictionary(v => v.Name, v => v.Value) };
}
