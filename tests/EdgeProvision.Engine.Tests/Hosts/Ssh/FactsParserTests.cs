using System.Text;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Ssh.Facts;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Ssh;

public sealed class FactsParserTests
{
    private const string Boot = "5ed1ae55-eb20-42bb-9362-d0e2b6f5e3a8";

    private static string Fact(string name, string text) => $"@fact\t{name}\t{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\n";

    [Fact]
    public void Parse_PacketLikeHost_FindsEverything()
    {
        HostFacts facts = FactsParser.Parse(
            "motd\n" + Fact("boot", Boot + "\n")
            + Fact("release", "# c\nPRETTY_NAME=\"CentOS Linux 7 (Core)\"\nID=\"centos\"\nID_LIKE=\"rhel fedora\"\nVERSION_ID='7'\n") + Fact("machine", "x86_64\n") + Fact("systemd", "yes\n")
            + Fact("route", "default via 10.1.1.1 dev eth1 metric 100 \ndefault via 147.75.1.1 dev bond0 onlink \n")
            + Fact("addresses", "1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever\n"
                + "4: bond0    inet 147.75.1.2/31 brd 255.255.255.255 scope global bond0\\       valid_lft forever\n"
                + "4: bond0    inet 10.80.1.3/31 brd 255.255.255.255 scope global bond0:0\\       valid_lft forever\n"
                + "5: eth0@if3    inet 10.9.9.9/24 scope global eth0\\ x\n"),
            "h");
        Assert.Equal((Boot, "centos", "7", "CentOS Linux 7 (Core)", "x86_64", true, "bond0"),
            (facts.BootId, facts.OsId, facts.OsVersion, facts.OsName, facts.Architecture, facts.HasSystemd, facts.DefaultInterface));
        Assert.Equal(["rhel", "fedora"], facts.OsIdLike);
        Assert.Equal(["147.75.1.2", "10.80.1.3"], facts.Interfaces["bond0"]);
        Assert.Equal(["10.80.1.3"], facts.Interfaces["bond0:0"]);
        Assert.Equal(["10.9.9.9"], facts.Interfaces["eth0"]);
    }

    [Fact]
    public void Parse_HostileValues_AreTamed()
    {
        HostFacts facts = FactsParser.Parse(
            Fact("boot", Boot) + Fact("boot", "00000000-0000-0000-0000-000000000000") + "@fact\tmachine\t***\n"
            + Fact("release", "ID=$(reboot)\nPRETTY_NAME=\"a\u001b[2Jb\\\"c\"\nVERSION_ID=" + new string('9', 5000) + "\n@fact\tsystemd\teWVz\n")
            + Fact("route", "default via 1.1.1.1 dev ;rm\n") + Fact("addresses", "1: ../x    inet 1.2.3.4/8 scope global ../x\n2: eth0    inet 999.1.1.1/8 scope global eth0\n3: eth0\n"),
            "h");
        Assert.Equal((Boot, "$(reboot)", "a[2Jb\"c", "", false, null), (facts.BootId, facts.OsId, facts.OsName, facts.Architecture, facts.HasSystemd, facts.DefaultInterface));
        Assert.Equal(256, facts.OsVersion.Length);
        Assert.Empty(facts.Interfaces);
    }

    [Theory]
    [InlineData("")]
    [InlineData("This account is currently not available.\n")]
    [InlineData("@fact\tboot\tZ2FyYmFnZQ==\n")]
    public void Parse_NotAHostThatAnswers_IsAnError(string output) =>
        Assert.Equal("HostNotUnderstood", Assert.Throws<EdgeException>(() => FactsParser.Parse(output, "h")).Code);
}
