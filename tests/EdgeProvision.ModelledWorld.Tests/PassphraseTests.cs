using System.Diagnostics;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>A key with a passphrase, in operations that have no descriptor: it is asked for before the lock, as long as somebody can be asked.</summary>
public sealed class PassphraseTests
{
    private const string Words = "correct horse";

    [Theory]
    [InlineData("restart")]
    [InlineData("start")]
    [InlineData("configure")]
    public async Task Operation_WithAnEncryptedKey_AsksOnceBeforeItBegins(string operation)
    {
        await using var world = new TheWorld();
        var provision = await MakeAsync(world, isOff: operation == "start");
        var process = WithEncryptedKey(world, Words);

        var result = await world.RunAsync(() => process.RunAsync(RequestFor(operation, provision)));

        Assert.Empty(result!.Failures.Select(f => f.Error.Message));
        Assert.Equal(OperationOutcome.Succeeded, result.Operation.Outcome);
        Assert.Equal(1, process.Answers.PassphraseQuestions);
    }

    [Theory]
    [InlineData(null, "SshKeyPassphraseMissing")]
    [InlineData("wrong", "SshKeyPassphraseWrong")]
    public async Task Operation_WithoutTheRightPassphrase_ChangesNothing(string? typed, string code)
    {
        await using var world = new TheWorld();
        var provision = await MakeAsync(world, isOff: true);
        var process = WithEncryptedKey(world, typed);

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(() => process.RunAsync(RequestFor("start", provision))));

        Assert.Equal(code, error.Code);
        Assert.DoesNotContain("frontend one.template.allocate", process.Calls.Names);
        Assert.All(world.Room.Machines, m => Assert.Null(m.Memory));
    }

    [Fact]
    public async Task Operation_ThatLogsInToNoHost_AsksForNoPassphrase()
    {
        await using var world = new TheWorld();
        var provision = await MakeAsync(world, isOff: false);
        var process = WithEncryptedKey(world, null);

        var result = await world.RunAsync(() => process.RunAsync(RequestFor("stop", provision)));

        Assert.Equal(OperationOutcome.Succeeded, result!.Operation.Outcome);
        Assert.Equal(0, process.Answers.PassphraseQuestions);
    }

    private static OperationRequest RequestFor(string operation, Provision provision)
    {
        int[] ids = [.. provision.Hosts.Select(h => h.Id)];
        return operation switch
        {
            "restart" => new PowerRequest("edge", ids, PowerChange.Restart),
            "start" => new PowerRequest("edge", ids, PowerChange.Start),
            "stop" => new PowerRequest("edge", ids, PowerChange.Stop),
            _ => new ConfigureRequest("edge") { HostIds = ids, Reapply = true },
        };
    }

    private static EngineProcess WithEncryptedKey(TheWorld world, string? typed)
    {
        var file = world.Write("key", TheWorld.KeyText);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var keygen = Process.Start("ssh-keygen", ["-q", "-p", "-P", "", "-N", Words, "-f", file]))
        {
            keygen.WaitForExit();
            Assert.Equal(0, keygen.ExitCode);
        }

        var process = new EngineProcess(world, "workstation", 7) { Machine = new ModelledEnvironment(TheWorld.KeyPath, File.ReadAllText(file)) };
        process.Answers.Passphrase = typed;
        return process;
    }

    private static async Task<Provision> MakeAsync(TheWorld world, bool isOff)
    {
        var made = await world.RunAsync(new CreateRequest(world.Write("two.yaml", Descriptors.Fosdem(2))));
        Assert.Equal(OperationOutcome.Succeeded, made!.Operation.Outcome);
        await world.PassAsync(TimeSpan.FromMinutes(10));
        if (isOff)
            await world.RunAsync(new PowerRequest("edge", [.. made.Provision!.Hosts.Select(h => h.Id)], PowerChange.Stop));
        return made.Provision!;
    }
}
