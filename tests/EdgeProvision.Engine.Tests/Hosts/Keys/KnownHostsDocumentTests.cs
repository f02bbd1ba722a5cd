using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Keys;

namespace EdgeProvision.Engine.Tests.Hosts.Keys;

public sealed class KnownHostsDocumentTests
{
    private const string One = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG/DG/l0wYfcgFLG+Ql6hpqGKPVaMc4O9ih7h6labDC8";
    private const string Two = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG/DG/l0wYfcgFLG+Ql6hpqGKPVaMc4O9ih7h6labDC9";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("host " + One, "host", 22, 1)]
    [InlineData("a,HOST,b " + One + " comment", "host", 22, 1)]
    [InlineData("[host]:2222 " + One, "host", 2222, 1)]
    [InlineData("[host]:2222 " + One, "host", 22, 0)]
    [InlineData("*.example.org " + One, "a.example.org", 22, 1)]
    [InlineData("!a.example.org,*.example.org " + One, "a.example.org", 22, 0)]
    [InlineData("@cert-authority host " + One, "host", 22, 0)]
    [InlineData("host " + One + "\n@revoked host " + One, "host", 22, 0)]
    [InlineData("# host " + One, "host", 22, 0)]
    [InlineData("host ssh-ed25519 rubbish", "host", 22, 0)]
    [InlineData("host", "host", 22, 0)]
    public void KeysOf_LinesOfAllKinds_FindsWhatSshWouldAccept(string text, string host, int port, int expected) =>
        Assert.Equal(expected, new KnownHostsDocument(text + "\n").KeysOf(host, port).Count);

    [Fact]
    public async Task KeysOf_HashedByOpenSsh_AreFoundAndRemoved()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"host {One}\n[10.0.0.1]:2222 {Two}\nother {One}\n", Token);
        using Process hash = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-H", "-f", file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        await hash.WaitForExitAsync(Token);
        KnownHostsDocument document = new(await File.ReadAllTextAsync(file, Token));
        Assert.DoesNotContain("host ", document.ToString());
        Assert.Equal(One, Assert.Single(document.KeysOf("host", 22)).Line);
        Assert.Equal(Two, Assert.Single(document.KeysOf("10.0.0.1", 2222)).Line);
        document.Remove(["host"]);
        Assert.Empty(document.KeysOf("host", 22));
        Assert.Single(document.KeysOf("other", 22));
        File.Delete(file);
    }

    [Fact]
    public void Replace_NamesInLists_LeavesTheOthersAndTheRestUntouched()
    {
        KnownHostsDocument document = new($"# mine\n\nprov,friend\t{One} comment\n*.wild {One}\n10.0.0.1 {One}\n");
        document.Replace(["prov", "10.0.0.1"], Two);
        Assert.Equal($"# mine\n\nfriend\t{One} comment\n*.wild {One}\nprov,10.0.0.1 {Two}\n", document.ToString());
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("*")]
    [InlineData("")]
    public void FormatLine_NameThatIsMoreThanAName_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => KnownHostsDocument.FormatLine([name], One));

    [Fact]
    public async Task ReplaceAsync_ManyAtOnce_LosesNoneAndKeepsOwnerAndMode()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("edge-kh-").FullName, "known_hosts");
        KnownHostsFile file = new(path, TimeProvider.System);
        await file.ReplaceAsync(["first"], One, Token);
        using (Process chown = Process.Start("sh", ["-c", $"chown 12345:12345 {path}; chmod 640 {path}"]))
            await chown.WaitForExitAsync(Token);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => file.ReplaceAsync([$"h{i}"], One, Token))));
        await file.RemoveAsync(["first"], Token);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"h{i} {One}").Order(), (await File.ReadAllLinesAsync(path, Token)).Order());
        using Process stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%u %a", path]) { RedirectStandardOutput = true })!;
        Assert.Equal("12345 640\n", await stat.StandardOutput.ReadToEndAsync(Token));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void SshConfig_ReplaceAndRemove_TouchOnlyTheHostsOwnLines()
    {
        string text = SshConfigDocument.Replace("Host *\n    User x\n", "provision-1", "2001:db8::1");
        text = SshConfigDocument.Replace(text, "provision-2", "2001:db8::2");
        text = SshConfigDocument.Replace(text, "provision-1", "2001:db8::3");
        Assert.StartsWith("# edgeprovision: provision-1\nHost provision-1\n    HostName 2001:db8::3\n", text);
        Assert.DoesNotContain("2001:db8::1\n", text);
        Assert.Equal("Host *\n    User x\n", SshConfigDocument.Remove(SshConfigDocument.Remove(text, "provision-1"), "provision-2"));
        Assert.Throws<ArgumentException>(() => SshConfigDocument.Format("a\nProxyCommand evil", "::1"));
    }

    [Fact]
    public async Task InteractiveSsh_RealServer_AcceptsThePinAndNothingElseAndCleansUp()
    {
        await using Ssh.PrivateSshd sshd = await Ssh.PrivateSshd.StartAsync();
        string folder;
        using (SshSession session = InteractiveSsh.Prepare(sshd.Connection(sshd.HostKeyLine()), sshd.ClientKeyPath, "echo in"))
        {
            folder = Path.GetDirectoryName(session.Arguments[1].Split('=')[1].Trim('"'))!;
            Assert.Equal((0, "in\n"), await RunAsync(session));
        }
        Assert.False(Directory.Exists(folder));
        using (SshSession session = InteractiveSsh.Prepare(sshd.Connection(One), sshd.ClientKeyPath, "echo in"))
            Assert.Equal((255, ""), await RunAsync(session));
    }

    [Fact]
    public async Task InteractiveSsh_SomethingThatNeverAnswers_IsGivenUpSoon()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        HostConnection connection = new("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port, "root", new SshCredentials(null, null, null, "", "ssh itself"), One, AcceptFirstContact: false, TimeSpan.FromSeconds(30));
        using SshSession session = InteractiveSsh.Prepare(connection, null, "true");
        var clock = Stopwatch.StartNew();

        Assert.Equal((255, ""), await RunAsync(session).WaitAsync(TimeSpan.FromSeconds(90), Token));

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));
    }

    private static async Task<(int Status, string Output)> RunAsync(SshSession session)
    {
        using Process ssh = Process.Start(new ProcessStartInfo(session.Program, ["-o", "BatchMode=yes", .. session.Arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = await ssh.StandardOutput.ReadToEndAsync(Token);
        await ssh.WaitForExitAsync(Token);
        return (ssh.ExitCode, output);
    }
}
