using System.Text.Json;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>Encrypted attributes, and where secrets are not.</summary>
public sealed class SecretTests
{
    [Fact]
    public async Task Document_ProvisionBody_IsCipherTextUnlessDecrypted()
    {
        using var world = new FrontEndWorld();
        var client = world.Client;
        foreach (var secret in (string[])["canary", "", "quote \" and ]]> and\nnewline ü", "QUJDREVGR0hJSktMTU5PUFFSU1RVVg=="])
        {
            var id = await client.IdAsync("one.document.allocate", $"<T><NAME>d</NAME><PROVISION_BODY><![CDATA[{secret.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]></PROVISION_BODY></T>", 3343);
            var cipher = await BodyAsync(client, id, false);
            Assert.NotEqual(secret, cipher);
            Assert.Equal(secret, await BodyAsync(client, id, true));
            await client.IdAsync("one.document.update", id, $"PROVISION_BODY=\"{cipher}\"", 1);
            Assert.Equal(secret, await BodyAsync(client, id, true));
            Assert.Equal(cipher, await BodyAsync(client, id, false));
        }
    }

    [Fact]
    public async Task Document_On510_IsNotEncryptedButPacketTokensAre()
    {
        using var world = new FrontEndWorld(FrontEndRelease.V5_10);
        var document = await world.Client.IdAsync("one.document.allocate", "PROVISION_BODY=\"canary\"", 3343);
        Assert.Equal("canary", await BodyAsync(world.Client, document, false));
        var cluster = await world.Client.IdAsync("one.cluster.allocate", "c");
        await world.Client.IdAsync("one.cluster.update", cluster, "PROVISION=[ PACKET_TOKEN=\"canary\", NAME=\"x\" ]", 1);
        Assert.NotEqual("canary", await TokenAsync(world.Client, cluster, false));
        Assert.Equal("canary", await TokenAsync(world.Client, cluster, true));
    }

    [Fact]
    public async Task Key_EmptyOrChanged_EncryptsNothingOrReadsNothing()
    {
        using var open = new FrontEndWorld(change: o => o with { OneKey = "" });
        var id = await open.Client.IdAsync("one.document.allocate", "PROVISION_BODY=\"canary\"", 3343);
        Assert.Equal("canary", await BodyAsync(open.Client, id, false));
        Assert.Equal("", (await open.Client.InfoAsync("one.system.config")).Element("ONE_KEY")!.Value);

        using var old = new FrontEndWorld(FrontEndRelease.V5_10, change: o => o with { OneKey = "" });
        var cluster = await old.Client.IdAsync("one.cluster.allocate", "c");
        await old.Client.IdAsync("one.cluster.update", cluster, "PROVISION=[ PACKET_TOKEN=\"canary\", NAME=\"x\" ]", 1);
        Assert.Equal("canary", await TokenAsync(old.Client, cluster, false));
        Assert.Contains((await old.Client.InfoAsync("one.system.config")).Elements("CLUSTER_ENCRYPTED_ATTR"), e => e.Value == "PROVISION/PACKET_TOKEN");

        using var world = new FrontEndWorld();
        id = await world.Client.IdAsync("one.document.allocate", "PROVISION_BODY=\"canary\"", 3343);
        var cipher = await BodyAsync(world.Client, id, false);
        world.Emulator.ChangeKey("another");
        Assert.Equal(cipher, await BodyAsync(world.Client, id, true));
    }

    [Fact]
    public async Task Config_ListsWhatClientsLookAt()
    {
        using var world = new FrontEndWorld(change: o => o with { SandboxAttribute = [new("PACKET_ENDPOINT", "http://127.0.0.1:1/"), new("PACKET_TOKEN", "t")] });
        var config = await world.Client.InfoAsync("one.system.config");
        Assert.Equal("PROVISION_BODY", config.Element("DOCUMENT_ENCRYPTED_ATTR")!.Value);
        Assert.Equal(9, config.Elements("HOST_ENCRYPTED_ATTR").Count());
        Assert.Equal("-t 1 -i dummy,packet", config.Element("IPAM_MAD")!.Element("ARGUMENTS")!.Value);
        Assert.Contains(config.Elements("VN_MAD_CONF"), v => v.Element("NAME")!.Value == "alias_sdnat");
        Assert.Equal("http://127.0.0.1:1/", config.Element("EDGEPROVISION_SANDBOX")!.Element("PACKET_ENDPOINT")!.Value);
        using var real = new FrontEndWorld();
        Assert.Null((await real.Client.InfoAsync("one.system.config")).Element("EDGEPROVISION_SANDBOX"));
    }

    [Fact]
    public async Task Dump_IsJsonWithoutSessionOrSecret()
    {
        using var world = new FrontEndWorld();
        await world.Client.IdAsync("one.document.allocate", "NAME=\"d\"\nPROVISION_BODY=\"very-secret\"\nV=[ A=\"1\" ]", 3343);
        var dump = world.Emulator.Dump();
        Assert.Equal(["cluster", "datastore", "datastore", "datastore", "document"], dump.Objects.Select(o => o.Kind));
        Assert.Equal("1", dump.Objects[^1].Template.Single(a => a.Name == "V").Elements!["A"]);
        var json = JsonSerializer.Serialize(dump);
        Assert.DoesNotContain("very-secret", json, StringComparison.Ordinal);
        Assert.DoesNotContain("opennebula-test", json, StringComparison.Ordinal);
    }

    private static async Task<string> BodyAsync(FrontEndClient client, int id, bool decrypt) =>
        (await client.InfoAsync("one.document.info", id, decrypt)).Element("TEMPLATE")!.Element("PROVISION_BODY")!.Value;

    private static async Task<string> TokenAsync(FrontEndClient client, int id, bool decrypt) =>
        (await client.InfoAsync("one.cluster.info", id, decrypt)).Element("TEMPLATE")!.Element("PROVISION")!.Element("PACKET_TOKEN")!.Value;
}
