namespace EdgeProvision.Cli.Tests.Processes;

/// <summary>Descriptors with a mistake each: the command says what, where and what to do, ends with 255, and has made nothing.</summary>
public sealed class BadDescriptorTests : IAsyncDisposable
{
    private readonly CommandLab _lab = new();

    /// <summary>The mistake as a replacement in a good descriptor, the place and the words that the message must have.</summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "name: edge", "name: [edge", @":\d+:\d+", "" },
        { "name: edge", "name: edge\nplaybok: default", @":2:1", "playbook" },
        { "hosts:", "hosts: 5\nunused:", @":\d+:\d+", "hosts" },
        { "name: edge", "name: edge\nplaybook: default\nplaybook: static_vxlan", @":3:1", "playbook" },
        { "name: edge", "name: edge\nextends: edge.yaml", @":\d+:\d+", "edge.yaml" },
        { "driver: packet", "driver: pakcet", @":\d+:\d+", "packet" },
        { "name: edge", "name: edge\nplaybook: defualt", @":2:\d+", "default" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Create_OfADescriptorWithAMistake_NamesPlaceAndWayOutAndMakesNothing(string good, string bad, string place, string word)
    {
        var file = _lab.WriteDescriptor();
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains(good, text, StringComparison.Ordinal);
        var at = text.IndexOf(good, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text[..at] + bad + text[(at + good.Length)..], TestContext.Current.CancellationToken);

        var result = await _lab.RunAsync("create", file);

        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("ERROR: There is an error in your configuration file: ", result.Error, StringComparison.Ordinal);
        Assert.Matches($"{System.Text.RegularExpressions.Regex.Escape(file)}{place}: error ", result.Error);
        Assert.Contains(word, result.Error, StringComparison.Ordinal);
        _lab.AssertNothingLeft();
    }

    [Fact]
    public async Task Create_WithAMaskedTokenThatStandsNowhere_NamesAllPlacesAndMakesNothing()
    {
        var result = await _lab.RunAsync("create", _lab.WriteDescriptor(token: "\"****\""));

        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.Contains("packet_token", result.Error, StringComparison.Ordinal);
        Assert.Contains("PACKET_TOKEN", result.Error, StringComparison.Ordinal);
        _lab.AssertNothingLeft();
    }

    [Fact]
    public async Task Create_WithAnUnreadableKey_NamesItAndMakesNothing()
    {
        var file = _lab.WriteDescriptor();
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var missing = Path.Combine(_lab.Home, "no-such-key");
        text = System.Text.RegularExpressions.Regex.Replace(text, @"private_key: .*", $"private_key: {missing}");
        Assert.Contains(missing, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        var result = await _lab.RunAsync("create", file);

        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.Contains(missing, result.Error, StringComparison.Ordinal);
        Assert.Contains("private_key", result.Error, StringComparison.Ordinal);
        _lab.AssertNothingLeft();
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
