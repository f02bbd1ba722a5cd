using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Providers.Origins;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Origins;

/// <summary>From where hosts are logged in to, by what this machine knows and, behind a translation, by what a service says: nothing but one public address of it is believed.</summary>
public sealed class LoginOriginsTests
{
    private static readonly Uri s_amazon = new("https://ec2.eu-central-1.amazonaws.com");
    private readonly List<(bool IsDoubt, string Text)> _said = [];
    private readonly PaperNetwork _network = new() { Names = { ["ec2.eu-central-1.amazonaws.com"] = "52.94.1.1", ["one.example.org"] = "93.184.216.34", ["localhost"] = "127.0.0.1", ["one.lan"] = "192.168.7.2" } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("one.example.org", "93.184.216.35", "93.184.216.34/32 93.184.216.35/32")]
    [InlineData("one.example.org", "93.184.216.34", "93.184.216.34/32")]
    [InlineData("localhost", "93.184.216.35", "93.184.216.35/32")]
    [InlineData("one.lan", "93.184.216.35", "93.184.216.35/32")]
    public async Task Find_WhereTheOwnAddressIsPublic_IsThatAndTheFrontEndsAndNobodyIsAsked(string frontEnd, string own, string networks)
    {
        _network.Source = own;

        Assert.Equal(networks, string.Join(' ', (await Origins(frontEnd).FindAsync(s_amazon, new Uri("http://127.0.0.1:9/"), Stop)).All));
        Assert.Equal(frontEnd == "one.lan", _said.Any(s => s.IsDoubt && s.Text.Contains("192.168.7.2", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8081", "127.0.0.1", "127.0.0.1/32")]
    [InlineData("http://10.0.0.9:8773", "10.0.0.5", "10.0.0.5/32")]
    public async Task Find_ProviderOnANetworkOfItsOwn_IsTheAddressTowardsIt(string endpoint, string own, string networks)
    {
        _network.Source = own;

        Assert.Equal(networks, string.Join(' ', (await Origins("localhost").FindAsync(new Uri(endpoint), null, Stop)).All));
    }

    [Theory]
    [InlineData("203.0.114.7\n", "203.0.114.7/32")]
    [InlineData("0.0.0.0", null)]
    [InlineData("10.1.2.3", null)]
    [InlineData("1.2.3.4/0", null)]
    [InlineData("16909060", null)]
    [InlineData("2001:db8::1", null)]
    [InlineData("<html>203.0.114.7</html>", null)]
    [InlineData("", null)]
    public async Task Find_BehindATranslation_TakesWhatTheServiceSaysOnlyWhenItIsAPublicAddress(string answer, string? network)
    {
        _network.Source = "192.168.7.20";
        await using var service = new OneAnswer("200 OK", answer);

        var find = () => Origins("localhost").FindAsync(s_amazon, service.Address, Stop);

        if (network is not null)
        {
            Assert.Equal(new SeenOrigins("here", [network], network).All, (await find()).All);
            return;
        }

        var unknown = await Assert.ThrowsAsync<EdgeException>(find);
        Assert.Equal(("LoginOriginUnknown", ErrorKind.InvalidInput), (unknown.Code, unknown.Kind));
        Assert.Contains("192.168.7.20", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("ssh_from", unknown.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("302 Found", "1.2.3.4")]
    [InlineData("500 Internal Server Error", "1.2.3.4")]
    public async Task Find_ServiceThatFails_IsNotBelieved(string status, string answer)
    {
        _network.Source = "192.168.7.20";
        await using var service = new OneAnswer(status, answer);

        await Assert.ThrowsAsync<EdgeException>(() => Origins("localhost").FindAsync(s_amazon, service.Address, Stop));
    }

    [Fact]
    public async Task Find_AnswerThatNeverEnds_IsCutOff()
    {
        _network.Source = "192.168.7.20";
        await using var service = new OneAnswer("200 OK", new string('1', 100_000));

        await Assert.ThrowsAsync<EdgeException>(() => Origins("localhost").FindAsync(s_amazon, service.Address, Stop));
    }

    [Theory]
    [InlineData("none", "is none")]
    [InlineData("ftp://x", "is no address of a service")]
    [InlineData("http://address.example.org/", "has to be https")]
    public async Task Find_BehindATranslation_SettingComesBeforeTheProvidersService(string setting, string why)
    {
        _network.Source = "192.168.7.20";
        await using var service = new OneAnswer("200 OK", "203.0.114.7");

        var unknown = await Assert.ThrowsAsync<EdgeException>(() => Origins("localhost", setting).FindAsync(s_amazon, service.Address, Stop));

        Assert.Contains(why, unknown.Message, StringComparison.Ordinal);
        Assert.Equal("203.0.114.7/32", (await Origins("localhost", service.Address.AbsoluteUri).FindAsync(s_amazon, null, Stop)).Own);
    }

    [Fact]
    public async Task Find_OnlyTheFrontEndIsKnown_IsThatWithAWarning()
    {
        _network.Source = "192.168.7.20";

        Assert.Equal(["93.184.216.34/32"], (await Origins("one.example.org", "none").FindAsync(s_amazon, null, Stop)).All);
        Assert.Contains(_said, s => s.IsDoubt && s.Text.Contains("ssh_from", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://ec2.eu-central-1.amazonaws.com", "10.0.3.7")]
    [InlineData("https://vpce-1.ec2.eu-central-1.vpce.amazonaws.com", "172.31.0.9")]
    public async Task Find_ServiceOfTheInternetAtAPrivateAddress_IsNotNear(string endpoint, string address)
    {
        var provider = new Uri(endpoint);
        (_network.Names[provider.Host], _network.Source) = (address, "10.0.1.5");
        await using var service = new OneAnswer("200 OK", "203.0.114.7");

        var seen = await Origins("one.lan").FindAsync(provider, service.Address, Stop);

        Assert.Equal(("203.0.114.7/32", 0), (seen.Own, seen.FrontEnd.Count));
        Assert.Contains(_said, s => s.IsDoubt && s.Text.Contains("192.168.7.2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Find_OnTheFrontEndSpokenToByItsName_SaysThatItIsHere()
    {
        _network.Source = "93.184.216.35";

        var seen = await Origins("one.lan", here: "fe1").FindAsync(s_amazon, null, Stop);

        Assert.Equal(("one.lan", 0, "93.184.216.35/32", "fe1"), (seen.FrontEndName, seen.FrontEnd.Count, seen.Own, seen.Here));
    }

    [Theory]
    [InlineData("here", "here", "93.184.216.35/32")]
    [InlineData(null, "localhost", "")]
    public async Task Find_FrontEndAtLoopback_IsThisMachineOnlyWhereOpenNebulaIs(string? here, string name, string frontEnd)
    {
        _network.Source = "93.184.216.35";

        var seen = await Origins("localhost", here: here).FindAsync(s_amazon, null, Stop);

        Assert.Equal((name, frontEnd, "93.184.216.35/32"), (seen.FrontEndName, string.Join(' ', seen.FrontEnd), seen.Own));
        Assert.Equal(here is null, _said.Any(s => s.IsDoubt && s.Text.Contains("tunnel", StringComparison.Ordinal) && s.Text.Contains("ssh_from", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 0)]
    public async Task Find_FrontEndsNameWithManyAddresses_IsLetInWholeOrNotAtAll(int addresses, int letIn)
    {
        (_network.Source, _network.Names["one.example.org"]) = ("93.184.216.35", string.Join(' ', Enumerable.Range(1, addresses).Select(i => $"93.184.217.{i}")));

        var seen = await Origins("one.example.org").FindAsync(s_amazon, null, Stop);

        Assert.Equal((letIn, "93.184.216.35/32"), (seen.FrontEnd.Count, seen.Own));
        Assert.Equal(letIn == 0, _said.Any(s => s.IsDoubt && s.Text.Contains("5 addresses", StringComparison.Ordinal) && s.Text.Contains("ssh_from", StringComparison.Ordinal)));
    }

    private LoginOrigins Origins(string frontEnd, string? setting = null, string? here = "here") =>
        new(new Uri($"http://{frontEnd}:2633/RPC2"), here, _network, setting, new RestOptions(), (isDoubt, text) => _said.Add((isDoubt, text)));

    private sealed class PaperNetwork : INetworkView
    {
        public Dictionary<string, string> Names { get; } = [];

        public string? Source { get; set; }

        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<IPAddress>>(
            [.. Names.GetValueOrDefault(host, host).Split(' ').Select(name => IPAddress.TryParse(name, out var address) ? address : null).OfType<IPAddress>()]);

        public IPAddress? SourceTowards(IPAddress destination) => Source is null ? null : IPAddress.Parse(Source);
    }

    /// <summary>A service that gives everybody one answer.</summary>
    private sealed class OneAnswer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _work;

        public OneAnswer(string status, string answer)
        {
            _listener.Start();
            _work = ServeAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {answer.Length}\r\nLocation: http://127.0.0.1:9/\r\nConnection: close\r\n\r\n{answer}"));
        }

        public Uri Address => new($"http://{_listener.LocalEndpoint}/");

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _work;
        }

        private async Task ServeAsync(byte[] answer)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    if (await stream.ReadAsync(new byte[4096]) > 0)
                        await stream.WriteAsync(answer);
                }
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException or IOException)
            {
                // The test has ended, or has heard enough.
            }
        }
    }
}
