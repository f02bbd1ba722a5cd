using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>Machines whose images let nobody but a user of their own in, who becomes root by sudo.</summary>
public sealed class RemoteUserTests(EdgeLab lab) : Scenario(lab)
{
    private const string MakeUser = """
        set -e
        id ops >/dev/null 2>&1 || useradd -m -s /bin/bash ops
        install -d -o ops -g ops -m 700 /home/ops/.ssh
        install -o ops -g ops -m 600 /root/.ssh/authorized_keys /home/ops/.ssh/authorized_keys
        """;

    [Fact]
    public async Task Configure_AsAnotherUser_BecomesRootBySudoOrSaysWhyNot()
    {
        var host = (await CreateAsync("edge")).Hosts[0];
        await OnHostAsync(host, MakeUser);
        using var frontEnd = new FrontEndDoor(Lab.Session);
        await frontEnd.CallAsync("one.host.update", Stop, host.Id, "PROVISION_CONNECTION=[ REMOTE_USER=\"ops\", REMOTE_PORT=\"22\" ]", 1);

        var refused = await Lab.Start("configure", "edge", "--force", "--batch").FailsAsync(Stop);
        Assert.Contains("sudo -n", refused, StringComparison.Ordinal);
        Assert.Contains("ops", refused, StringComparison.Ordinal);

        await LetAsync(host);
        await Lab.Start("configure", "edge", "--force", "--batch").SucceedsAsync(Stop);

        var configured = (await GetAsync("edge")).Hosts[0];
        Assert.Equal(("ops", EdgeHostState.Ready), (configured.RemoteUser, configured.State));
        Assert.Equal("0\n", await OnHostAsync(configured, "sudo -n id -u"));
        Assert.Empty((await RunAsync(new ConfigureRequest("edge"))).Failures);
    }

    /// <summary>What an image with such a user has: sudo, and the line that asks nothing.</summary>
    private async Task LetAsync(EdgeHost host) => await OnHostAsync(
        host with { RemoteUser = "root" },
        "set -e; command -v sudo >/dev/null || apt-get install -y -q sudo >/dev/null; echo 'ops ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/ops; chmod 440 /etc/sudoers.d/ops");
}
