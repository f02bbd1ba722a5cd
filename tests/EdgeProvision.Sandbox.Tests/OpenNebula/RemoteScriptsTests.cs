using EdgeProvision.Sandbox.OpenNebula.Drivers;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class RemoteScriptsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeprovision-remotes-").FullName;
    private readonly RemoteScripts _scripts;

    public RemoteScriptsTests() => _scripts = new RemoteScripts(new RemotesFolder(_folder, new Dictionary<string, string> { ["ONE_XMLRPC"] = "http://front-end" }));

    public void Dispose()
    {
        _scripts.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task RegisterAsync_Script_GetsTheRequestAndAnswers()
    {
        Write("ipam/packet/register_address_range", "echo \"AR=[ A=\\\"$1\\\", B=\\\"$(base64 -d)\\\", C=\\\"$ONE_XMLRPC\\\" ]\"");
        var request = new AddressRangeRequest(7, "packet", new Dictionary<string, string> { ["SIZE"] = "2" });

        var answer = await new ScriptRegistry(_scripts).RegisterAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal($"AR=[ A=\"7\", B=\"{request.ToXml()}\", C=\"http://front-end\" ]\n", answer.Output);
    }

    [Theory]
    [InlineData("echo one >&2; echo two >&2; exit 1", "two")]
    [InlineData("printf 'noise\\nERROR MESSAGE --8<------\\nno\\nmoney\\nERROR MESSAGE ------>8--\\nnoise\\n' >&2; exit 255", "no\nmoney")]
    [InlineData("exit 3", "")]
    public async Task RunAsync_Failure_HasItsReason(string script, string reason)
    {
        Write("x", script);

        Assert.Equal(AddressRangeAnswer.Failed(reason), await _scripts.RunAsync("x", [], "document"));
    }

    [Fact]
    public async Task RunAsync_NoScript_FailsAndSaysNothing() => Assert.Equal(AddressRangeAnswer.Failed(), await _scripts.RunAsync("nothing", [], "document"));

    [Fact]
    public async Task ScriptHooks_Commands_GetTheMachine()
    {
        Write("hooks/alias/a.rb", $"base64 -d > {_folder}/seen");

        await new ScriptHooks(_scripts).RunAsync(["alias/a.rb", "alias/missing.rb"], "<VM/>");

        Assert.Equal("<VM/>", await File.ReadAllTextAsync(Path.Combine(_folder, "seen"), TestContext.Current.CancellationToken));
    }

    private void Write(string path, string script)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
