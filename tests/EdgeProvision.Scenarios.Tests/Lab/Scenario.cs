using EdgeProvision.Engine;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>What the tests have in common: an engine to look and tidy up with, and an empty world before and after each.</summary>
public abstract class Scenario(EdgeLab lab) : IAsyncLifetime, IClassFixture<EdgeLab>
{
    private EdgeEngine? _engine;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected EdgeLab Lab { get; } = lab;

    protected Control Control => Lab.Control;

    /// <summary>The engine in this process, with its normal settings.</summary>
    protected EdgeEngine Engine => _engine ?? throw new InvalidOperationException("The test has not begun.");

    public virtual async ValueTask InitializeAsync() => _engine = await Lab.ConnectAsync(Stop);

    public virtual async ValueTask DisposeAsync()
    {
        await Control.CalmAsync(CancellationToken.None);
        foreach (var provision in await Engine.GetProvisionsAsync(null, CancellationToken.None))
            await RunAsync(new DeleteRequest(provision.Id) { RemoveContents = true });
        await Engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a request in this process.</summary>
    protected Task<OperationResult> RunAsync(OperationRequest request) => Engine.RunAsync(request, new Eyes(), Consent.Given, CancellationToken.None);

    /// <summary>Creates a provision in this process, all of it.</summary>
    protected async Task<Provision> CreateAsync(string descriptor)
    {
        var result = await RunAsync(new CreateRequest(Tree.Descriptor(descriptor)));
        Assert.Empty(result.Failures);
        return result.Provision!;
    }

    /// <summary>Deletes a provision in this process; nothing may be left.</summary>
    protected async Task DeleteAsync(string provision)
    {
        Assert.Empty((await RunAsync(new DeleteRequest(provision))).Failures);
        (await Control.LookAsync(Stop)).AssertEmpty();
    }

    protected async Task<Provision> GetAsync(string provision) => Assert.Single(await Engine.GetProvisionsAsync(provision, Stop));

    /// <summary>What a command on a host says; it must succeed.</summary>
    protected async Task<string> OnHostAsync(EdgeHost host, string command)
    {
        var result = await Engine.RunCommandAsync(host, command, null, _ => { }, Consent.Given, Stop);
        Assert.True(result.ExitStatus == 0, $"{command}: {result.ExitStatus}\n{result.Output}{result.ErrorOutput}");
        return result.Output;
    }
}
