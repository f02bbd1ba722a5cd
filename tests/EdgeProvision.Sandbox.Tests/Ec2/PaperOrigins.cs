using EdgeProvision.Engine.Providers.Origins;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>Logins come from where a test says.</summary>
internal sealed class PaperOrigins : ILoginOrigins
{
    public IReadOnlyList<string> Networks { get; set; } = ["127.0.0.1/32"];

    /// <summary>What is thrown instead.</summary>
    public Exception? Error { get; set; }

    public List<(Uri Endpoint, Uri? Service)> Asked { get; } = [];

    public Task<IReadOnlyList<string>> FindAsync(Uri endpoint, Uri? service, CancellationToken cancellationToken)
    {
        Asked.Add((endpoint, service));
        return Error is null ? Task.FromResult(Networks) : Task.FromException<IReadOnlyList<string>>(Error);
    }
}
