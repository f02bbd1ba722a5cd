using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Programs.Steps;
using EdgeProvision.ModelledWorld.Tests.Hosts;

namespace EdgeProvision.Hosts.Tests.Roles;

/// <summary>The contract between real hosts and the modelled ones of the tests in virtual time: the same program, the same reports.</summary>
public sealed class ModelledHostTests(ConfiguredRoom room) : IClassFixture<ConfiguredRoom>
{
    [Theory]
    [InlineData("default")]
    [InlineData("static_vxlan")]
    public async Task Play_PlaybookFreshAgainAndAfterReboot_ReportsWhatARealHostReports(string playbook)
    {
        var node = await room.InstallAsync($"contract-{playbook.Replace('_', '-')}");
        var disk = new ModelledDisk { HostKey = "ssh-ed25519 AAAA", AuthorizedKeys = [] };
        var memory = new ModelledMemory(disk, "first");
        var program = room.Library.Compile(room.Request(playbook, node, [node]), node.Facts(), false, false);

        List<string> differences = [];
        async Task CompareAsync(string when, HostProgram what)
        {
            var real = (await node.RunAsync(what)).MustSucceed().Steps;
            var modelled = Play(disk, memory, what);
            // Which modules there are is up to the kernel of the computer that runs this.
            Assert.Equal(real.Select(s => s.Title), modelled.Select(s => s.Title));
            differences.AddRange(real.Zip(modelled).Where(p => p.First.Outcome != p.Second.Outcome && what.Steps[p.First.Index] is not KernelModuleStep)
                .Select(p => $"{when}: {p.First.Role}: {p.First.Title}: real {p.First.Outcome}, modelled {p.Second.Outcome} {p.Second.Detail}"));
        }

        var check = room.Library.Compile(room.Request(playbook, node, [node]), node.Facts(), false, checkOnly: true);
        await CompareAsync("fresh, checked", check);
        await CompareAsync("fresh", program);
        await CompareAsync("checked again", check);
        await CompareAsync("again", program);
        await node.RebootAsync();
        memory = new ModelledMemory(disk, "second");
        await CompareAsync("after a reboot", program);

        var other = room.Request(playbook, node, [node], ("opennebula_node_kvm_param_nested", true), ("opennebula_ssh_sshd_passwordauthentication", "yes"));
        var changed = room.Library.Compile(other, node.Facts(), false, false);
        var changedCheck = room.Library.Compile(other, node.Facts(), false, checkOnly: true);
        await CompareAsync("with other values, checked", changedCheck);
        await CompareAsync("with other values", changed);
        await CompareAsync("with other values, checked again", changedCheck);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static IReadOnlyList<HostStepReport> Play(ModelledDisk disk, ModelledMemory memory, HostProgram program)
    {
        var player = new StepPlayer(disk, memory, program);
        return [.. Enumerable.Range(0, program.Steps.Count).Select(player.Play)];
    }
}
