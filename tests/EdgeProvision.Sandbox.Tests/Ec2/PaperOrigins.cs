using EdgeProvision.Engine.Providers.Origins;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>Logins come from where a test says.</summary>
internal sealed class PaperOrigins : ILoginOrigins
{
    public const string FrontEndName = "one.example.org";

    /// <summary>The front-end's networks; not known unless a test says.</summary>
    public IReadOnlyList<string> FrontEnd { get; set; } = [];

    /// <summary>This machine's.</summary>
    public string? Own { get; set; } = "127.0.0.1/32";

    /// <summary>This machine's name, where a front-end is on it.</summary>
    public string? Here { get; set; }

    /// <summary>What is thrown instead.</summary>
    public Exception? Error { get; set; }

    public List<(Uri Endpoint, Uri? Service)> Asked { get; } = [];

    public Task<SeenOrigins> FindAsync(Uri endpoint, Uri? service, CancellationToken cancellationToken)
    {
        Asked.Add((endpoint, service));
        return Error is null ? Task.FromResult(new SeenOrigins(FrontEndName, FrontEnd, Own) { Here = Here }) : Task.FromException<SeenOrigins>(Error);
    }

    public Task<string?> FindOwnAsync(Uri endpoint, Uri? service, CancellationToken cancellationToken) => Task.FromResult(Own);
}
