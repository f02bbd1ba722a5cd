using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Tests.OpenNebula;

/// <summary>Each typed call: the method, and the types and order of its arguments as the daemon was recorded to take them.</summary>
public sealed class CallSignatureTests
{
    private static readonly (string Method, string Signature, Func<FrontEndClient, CancellationToken, Task> Call)[] Table =
    [
        ("one.cluster.allocate", "string c", (c, t) => c.Clusters.AllocateAsync("c", t)),
        ("one.cluster.update", "i4 100, string A=\"1\", i4 1", (c, t) => c.Clusters.UpdateAsync(100, UpdateMode.Merge, "A=\"1\"", t)),
        ("one.cluster.rename", "i4 100, string d", (c, t) => c.Clusters.RenameAsync(100, "d", t)),
        ("one.cluster.info", "i4 100, boolean 0", (c, t) => c.Clusters.InfoAsync(100, SecretView.Cipher, t)),
        ("one.clusterpool.info", "", (c, t) => c.Clusters.ListAsync(t)),
        ("one.cluster.addhost", "i4 100, i4 7", (c, t) => c.Clusters.AddHostAsync(100, 7, t)),
        ("one.cluster.adddatastore", "i4 100, i4 7", (c, t) => c.Clusters.AddDatastoreAsync(100, 7, t)),
        ("one.cluster.addvnet", "i4 100, i4 7", (c, t) => c.Clusters.AddNetworkAsync(100, 7, t)),
        ("one.cluster.delete", "i4 100", (c, t) => c.Clusters.DeleteAsync(100, t)),
        ("one.host.allocate", "string h, string kvm, string qemu, i4 100", (c, t) => c.Hosts.AllocateAsync("h", "kvm", "qemu", 100, t)),
        ("one.host.update", "i4 7, string , i4 0", (c, t) => c.Hosts.UpdateAsync(7, UpdateMode.Replace, "", t)),
        ("one.host.status", "i4 7, i4 2", (c, t) => c.Hosts.SetStatusAsync(7, HostStatus.Offline, t)),
        ("one.host.rename", "i4 7, string 10.0.0.1", (c, t) => c.Hosts.RenameAsync(7, "10.0.0.1", t)),
        ("one.host.info", "i4 7, boolean 1", (c, t) => c.Hosts.InfoAsync(7, SecretView.Clear, t)),
        ("one.hostpool.info", "", (c, t) => c.Hosts.ListAsync(t)),
        ("one.host.delete", "i4 7", (c, t) => c.Hosts.DeleteAsync(7, t)),
        ("one.datastore.allocate", "string NAME=\"d\", i4 100", (c, t) => c.Datastores.AllocateAsync("NAME=\"d\"", 100, t)),
        ("one.datastore.update", "i4 7, string , i4 1", (c, t) => c.Datastores.UpdateAsync(7, UpdateMode.Merge, "", t)),
        ("one.datastore.info", "i4 7, boolean 0", (c, t) => c.Datastores.InfoAsync(7, SecretView.Cipher, t)),
        ("one.datastorepool.info", "", (c, t) => c.Datastores.ListAsync(t)),
        ("one.datastore.delete", "i4 7", (c, t) => c.Datastores.DeleteAsync(7, t)),
        ("one.vn.allocate", "string NAME=\"n\", i4 100", (c, t) => c.Networks.AllocateAsync("NAME=\"n\"", 100, t)),
        ("one.vn.update", "i4 7, string , i4 1", (c, t) => c.Networks.UpdateAsync(7, UpdateMode.Merge, "", t)),
        ("one.vn.add_ar", "i4 7, string AR=[ ]", (c, t) => c.Networks.AddRangeAsync(7, "AR=[ ]", t)),
        ("one.vn.update_ar", "i4 7, string AR=[ ]", (c, t) => c.Networks.UpdateRangeAsync(7, "AR=[ ]", t)),
        ("one.vn.rm_ar", "i4 7, i4 1", (c, t) => c.Networks.RemoveRangeAsync(7, 1, t)),
        ("one.vn.hold", "i4 7, string LEASES=[ IP=\"10.0.0.5\" ]", (c, t) => c.Networks.HoldAsync(7, "10.0.0.5", t)),
        ("one.vn.release", "i4 7, string LEASES=[ IP=\"10.0.0.5\" ]", (c, t) => c.Networks.ReleaseAsync(7, "10.0.0.5", t)),
        ("one.vn.recover", "i4 7, i4 2", (c, t) => c.Networks.RecoverAsync(7, NetworkRecovery.Delete, t)),
        ("one.vn.info", "i4 7, boolean 0", (c, t) => c.Networks.InfoAsync(7, SecretView.Cipher, t)),
        ("one.vnpool.info", "i4 -2, i4 -1, i4 -1", (c, t) => c.Networks.ListAsync(t)),
        ("one.vn.delete", "i4 7", (c, t) => c.Networks.DeleteAsync(7, t)),
        ("one.document.allocate", "string NAME=\"p\", i4 3343", (c, t) => c.Documents.AllocateAsync("NAME=\"p\"", 3343, t)),
        ("one.document.update", "i4 7, string , i4 1", (c, t) => c.Documents.UpdateAsync(7, UpdateMode.Merge, "", t)),
        ("one.document.rename", "i4 7, string q", (c, t) => c.Documents.RenameAsync(7, "q", t)),
        ("one.document.info", "i4 7, boolean 1", (c, t) => c.Documents.InfoAsync(7, SecretView.Clear, t)),
        ("one.documentpool.info", "i4 -2, i4 -1, i4 -1, i4 3343", (c, t) => c.Documents.ListAsync(3343, t)),
        ("one.document.delete", "i4 7", (c, t) => c.Documents.DeleteAsync(7, t)),
        ("one.template.allocate", "string NAME=\"l\"", (c, t) => c.Templates.AllocateAsync("NAME=\"l\"", t)),
        ("one.template.update", "i4 7, string , i4 0", (c, t) => c.Templates.UpdateAsync(7, UpdateMode.Replace, "", t)),
        ("one.template.update", "i4 7, string B=\"1\", i4 1", (c, t) => c.Templates.BeatAsync(7, "B=\"1\"", t)),
        ("one.template.info", "i4 7, boolean 0, boolean 0", (c, t) => c.Templates.InfoAsync(7, t)),
        ("one.templatepool.info", "i4 -2, i4 -1, i4 -1", (c, t) => c.Templates.ListAsync(t)),
        ("one.template.delete", "i4 7, boolean 0", (c, t) => c.Templates.DeleteAsync(7, t)),
        ("one.image.info", "i4 7, boolean 0", (c, t) => c.Images.InfoAsync(7, t)),
        ("one.imagepool.info", "i4 -2, i4 -1, i4 -1", (c, t) => c.Images.ListAsync(t)),
        ("one.image.delete", "i4 7", (c, t) => c.Images.DeleteAsync(7, t)),
        ("one.vm.info", "i4 7, boolean 0", (c, t) => c.VirtualMachines.InfoAsync(7, t)),
        ("one.vmpool.info", "i4 -2, i4 -1, i4 -1, i4 -1", (c, t) => c.VirtualMachines.ListAsync(t)),
        ("one.vm.recover", "i4 7, i4 3", (c, t) => c.VirtualMachines.RecoverAsync(7, VmRecovery.Delete, t)),
        ("one.user.info", "i4 -1, boolean 0", (c, t) => c.Users.WhoAmIAsync(t)),
        ("one.user.info", "i4 0, boolean 0", (c, t) => c.Users.InfoAsync(0, t)),
        ("one.system.version", "", (c, t) => c.System.VersionAsync(t)),
    ];

    public static TheoryData<int, string> Rows
    {
        get
        {
            var rows = new TheoryData<int, string>();
            for (var row = 0; row < Table.Length; row++)
                rows.Add(row, Table[row].Method);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Call_Typed_SendsMethodAndArguments(int row, string method)
    {
        // Refused, so that no call needs an answer of its own.
        var frontEnd = new FakeFrontEnd { Answer = (call, _) => Task.FromResult(FakeFrontEnd.Failure(2048, $"[{call.Method}] no")) };
        using var client = frontEnd.Client();

        await Assert.ThrowsAsync<FrontEndException>(() => Table[row].Call(client, TestContext.Current.CancellationToken));

        var sent = Assert.Single(frontEnd.Calls);
        Assert.Equal((method, Table[row].Signature), (sent.Method, sent.Signature));
        Assert.Equal("string " + FakeFrontEnd.Session, $"{sent.Types[0]} {sent.Arguments[0]}");
    }

    [Fact]
    public async Task Call_EveryWrite_PassesTheGateAndNoReadDoes()
    {
        var frontEnd = new FakeFrontEnd { Answer = (call, _) => Task.FromResult(FakeFrontEnd.Failure(2048, "no")) };
        using var client = frontEnd.Client();
        var passed = 0;
        var gated = client.WithGate(_ =>
        {
            passed++;
            return ValueTask.CompletedTask;
        });

        foreach (var (method, signature, call) in Table)
        {
            var before = passed;
            await Assert.ThrowsAsync<FrontEndException>(() => call(gated, TestContext.Current.CancellationToken));

            var isRead = method.EndsWith(".info", StringComparison.Ordinal) || method.StartsWith("one.system", StringComparison.Ordinal);
            var isBeat = signature.Contains("B=\"1\"", StringComparison.Ordinal);
            Assert.Equal(isRead || isBeat ? 0 : 1, passed - before);
        }
    }
}
