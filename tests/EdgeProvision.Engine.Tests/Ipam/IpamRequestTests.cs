using System.Text;
using EdgeProvision.Engine.Ipam;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Ipam;

public sealed class IpamRequestTests
{
    private const string Recorded =
        "<IPAM_DRIVER_ACTION_DATA><AR><EDGE_KEY><![CDATA[1f0c/net/pub/1]]></EDGE_KEY><FACILITY><![CDATA[ewr1]]></FACILITY><IPAM_MAD><![CDATA[packet]]></IPAM_MAD>"
        + "<PACKET_IP_TYPE><![CDATA[public_ipv4]]></PACKET_IP_TYPE><PACKET_PROJECT><![CDATA[p]]></PACKET_PROJECT><PACKET_TOKEN><![CDATA[canary-token]]></PACKET_TOKEN><SIZE><![CDATA[4]]></SIZE>"
        + "<TYPE><![CDATA[IP4]]></TYPE><ALLOCATED/><USED_LEASES>1</USED_LEASES></AR><ADDRESS><MAC/><IP/><IP6_GLOBAL/><IP6_ULA/><IP6/><SIZE/></ADDRESS></IPAM_DRIVER_ACTION_DATA>";

    [Fact]
    public void Read_WhatOnedSends_KnowsRangeAndOwner()
    {
        var request = IpamRequest.Read(Encode(Recorded));

        Assert.Equal(("packet", "1f0c/net/pub/1", "1f0c", 4), (request.Range.Driver, request.Range.EdgeKey, request.Range.ProvisionId, request.Range.Size));
        Assert.Null(request.Address);
        Assert.Equal(1, request.Count);
        Assert.Null(request.Range.ReservationId);
        Assert.Equal(["FACILITY", "PACKET_IP_TYPE", "PACKET_PROJECT"], request.Range.Kept.Select(a => a.Name));
        Assert.Equal(["PACKET_TOKEN"], request.Range.Secrets.Select(a => a.Name));
        Assert.DoesNotContain("canary-token", $"{request} {request.Range}", StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MaskedCredential_CountsAsNotGiven() =>
        Assert.Empty(IpamRequest.Read(Encode(Recorded.Replace("canary-token", "****", StringComparison.Ordinal))).Range.Secrets);

    [Fact]
    public void Read_AddressAndSize_AreTaken()
    {
        var request = IpamRequest.Read(Encode(Recorded.Replace("<IP/>", "<IP>192.0.2.4</IP>", StringComparison.Ordinal).Replace("<SIZE/></ADDRESS>", "<SIZE>2</SIZE></ADDRESS>", StringComparison.Ordinal)));

        Assert.Equal(("192.0.2.4", 2), (request.Address, request.Count));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("  \n", "it is empty")]
    [InlineData("<xml/>", "it is not base64")]
    [InlineData("PHhtbA==", "it is not well-formed XML")]
    [InlineData("PFZNLz4=", "it does not describe a IPAM_DRIVER_ACTION_DATA")]
    public void Read_SomethingElse_SaysWhatIsWrong(string text, string reason)
    {
        var error = Assert.Throws<EdgeException>(() => IpamRequest.Read(text));

        Assert.Equal(("DriverInputInvalid", ErrorKind.InvalidInput), (error.Code, error.Kind));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<IPAM_DRIVER_ACTION_DATA/>", "no address range")]
    [InlineData("<IPAM_DRIVER_ACTION_DATA><AR><IPAM_MAD>packet</IPAM_MAD></AR><ADDRESS><IP>gone; rm</IP></ADDRESS></IPAM_DRIVER_ACTION_DATA>", "is no IPv4 address")]
    [InlineData("<IPAM_DRIVER_ACTION_DATA><AR><IPAM_MAD>packet</IPAM_MAD></AR><ADDRESS><SIZE>-1</SIZE></ADDRESS></IPAM_DRIVER_ACTION_DATA>", "no number of addresses")]
    public void Read_WrongValues_SaysWhich(string xml, string reason) =>
        Assert.Contains(reason, Assert.Throws<EdgeException>(() => IpamRequest.Read(Encode(xml))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_DocumentType_IsRefused()
    {
        const string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">]><IPAM_DRIVER_ACTION_DATA><AR><IPAM_MAD>&a;</IPAM_MAD></AR></IPAM_DRIVER_ACTION_DATA>";

        Assert.Equal("DriverInputInvalid", Assert.Throws<EdgeException>(() => IpamRequest.Read(Encode(bomb))).Code);
    }

    [Fact]
    public async Task ReadAsync_MoreThanCanBeMeant_StopsReading()
    {
        using var endless = new EndlessReader();

        var error = await Assert.ThrowsAsync<EdgeException>(() => DriverInput.ReadAsync(endless, TestContext.Current.CancellationToken));

        Assert.Equal("DriverInputInvalid", error.Code);
        Assert.InRange(endless.Given, DriverInput.SizeLimit, DriverInput.SizeLimit + 100_000);
    }

    [Fact]
    public void Parse_UnknownAction_NamesThoseThatThereAre()
    {
        var error = Assert.Throws<EdgeException>(() => IpamActions.Parse("registerr"));

        Assert.Equal("IpamActionUnknown", error.Code);
        Assert.Contains("unregister_address_range", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(IpamAction.Get, IpamActions.Parse("get_address"));
    }

    private static string Encode(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));

    private sealed class EndlessReader : TextReader
    {
        public int Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill('A');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
