using EdgeProvision.Engine.Setup;

namespace EdgeProvision.Engine.Tests.Setup;

public sealed class OnedConfTests
{
    private const string Stock = """
        #*******************************************************************************
        #IPAM_MAD = [ EXECUTABLE = "old", ARGUMENTS = "-t 9 -i none" ]
        IPAM_MAD = [
            EXECUTABLE = "one_ipam",
            ARGUMENTS  = "-t 1 -i dummy"    # one at a time ]
        ]

        VN_MAD_CONF = [
            NAME = "dummy",
            BRIDGE_TYPE = "linux"
        ]
        # VN_MAD_CONF = [ NAME = "alias_sdnat" ]

        DOCUMENT_ENCRYPTED_ATTR = "PROVISION_BODY"

        """;

    [Fact]
    public void Apply_StockFile_AddsDriversAndNetworkDriver()
    {
        var text = OnedConf.Apply(Stock, 6);

        Assert.Contains("ARGUMENTS  = \"-t 1 -i dummy,packet,ec2\"    # one at a time ]", text, StringComparison.Ordinal);
        Assert.Contains("VN_MAD_CONF = [ NAME = \"alias_sdnat\", BRIDGE_TYPE = \"linux\" ]\nINHERIT_VNET_ATTR = \"EXTERNAL\"\n# END EdgeProvision\n", text, StringComparison.Ordinal);
        Assert.Contains("ARGUMENTS = \"-t 9 -i none\"", text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), l => l.Contains("PROVISION_BODY", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Apply_Twice_IsTheSame(int major)
    {
        var once = OnedConf.Apply(Stock, major);

        Assert.NotEqual(Stock, once);
        Assert.Equal(once, OnedConf.Apply(once, major));
        Assert.Equal(Stock, OnedConf.Remove(once));
    }

    [Fact]
    public void Apply_WhatStandsAlready_IsNotAddedAndNotRemoved()
    {
        var own = Stock.Replace("-i dummy", "-i dummy,packet", StringComparison.Ordinal) + "VN_MAD_CONF = [ NAME = \"alias_sdnat\", BRIDGE_TYPE = \"linux\" ]\n";
        var text = OnedConf.Apply(own, 6);

        Assert.Contains("-i dummy,packet,ec2\"", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split('\n').Count(l => l.Contains("alias_sdnat", StringComparison.Ordinal)));
        Assert.Equal(own, OnedConf.Remove(text));
    }

    [Fact]
    public void Apply_5_10_EncryptsWhereTheOriginalKeepsCredentials()
    {
        var text = OnedConf.Apply(Stock, 5);

        Assert.Contains("HOST_ENCRYPTED_ATTR = \"PROVISION/PACKET_TOKEN\"\n", text, StringComparison.Ordinal);
        Assert.Contains("VNET_ENCRYPTED_ATTR = \"AR/EC2_SECRET\"\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_NoDriverManager_AddsIt()
    {
        const string bare = "PORT = 2633";
        var text = OnedConf.Apply(bare, 6);

        Assert.Contains("IPAM_MAD = [ EXECUTABLE = \"one_ipam\", ARGUMENTS = \"-t 1 -i dummy,packet,ec2\" ]\n", text, StringComparison.Ordinal);
        Assert.StartsWith("PORT = 2633\n", text, StringComparison.Ordinal);
        Assert.Equal(text, OnedConf.Apply(text, 6));
        Assert.Equal(bare, OnedConf.Remove(text));
    }

    [Fact]
    public void Apply_DriversAreNotListed_AllMayBeUsedAlready()
    {
        const string open = "IPAM_MAD = [ EXECUTABLE = \"one_ipam\", ARGUMENTS = \"-t 1\" ]\nVN_MAD_CONF = [ NAME = \"alias_sdnat\" ]\nDOCUMENT_ENCRYPTED_ATTR = \"PROVISION_BODY\"\nINHERIT_VNET_ATTR       = \"EXTERNAL\"\n";

        Assert.Equal(open, OnedConf.Apply(open, 7));
    }

    [Fact]
    public void Remove_EditedMeanwhile_KeepsTheEdit()
    {
        var edited = OnedConf.Apply(Stock, 6).Replace("-i dummy,packet,ec2", "-i dummy,packet,ec2,mine", StringComparison.Ordinal) + "PORT = 1\n";

        Assert.Equal(Stock.Replace("-i dummy", "-i dummy,mine", StringComparison.Ordinal) + "PORT = 1\n", OnedConf.Remove(edited));
    }
}
