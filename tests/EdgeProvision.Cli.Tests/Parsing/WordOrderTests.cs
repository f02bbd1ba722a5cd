using EdgeProvision.Cli.Parsing;

namespace EdgeProvision.Cli.Tests.Parsing;

public sealed class WordOrderTests
{
    private static readonly Dictionary<string, IReadOnlySet<string>> s_commands = new()
    {
        ["create"] = new HashSet<string>(),
        ["host"] = new HashSet<string> { "list", "reboot" },
    };

    [Theory]
    [InlineData("create f -d", "create f -d")]
    [InlineData("-d create f", "create -d f")]
    [InlineData("-t 3 create f -b", "create -t 3 f -b")]
    [InlineData("-d host reboot 3", "host reboot -d 3")]
    [InlineData("host -d reboot --hard 3", "host reboot -d --hard 3")]
    [InlineData("--help", "--help")]
    [InlineData("frob -d create", "frob -d create")]
    [InlineData("-- create", "-- create")]
    [InlineData("", "")]
    public void CommandFirst_OptionsAnywhere_TheCommandComesFirst(string typed, string expected) =>
        Assert.Equal(expected, string.Join(' ', WordOrder.CommandFirst(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries), s_commands)));
}
