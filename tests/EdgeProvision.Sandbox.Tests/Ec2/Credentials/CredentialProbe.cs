using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Tests.Ec2.Credentials;

/// <summary>
/// No test of its own: what a process with a certain environment gets. The SDK reads the environment once and keeps what it found for the whole process, so that each case has one
/// (<see cref="CredentialPlacesTests"/> starts it).
/// </summary>
public sealed class CredentialProbe
{
    public const string Endpoint = "EC2_PROBE_ENDPOINT";
    public const string Result = "EC2_PROBE_RESULT";

    [Fact(Explicit = true)]
    public async Task Ask_TheListOfMachines_WithWhatTheStandardPlacesGive()
    {
        using var drivers = new ProviderDrivers(new RestOptions { MaxRepeats = 0 });
        var driver = drivers.Open(new ProviderSettings("ec2", new Uri(Environment.GetEnvironmentVariable(Endpoint)!), new Dictionary<string, string>(), null, "eu-central-1", null));
        string said;
        try
        {
            said = $"listed {(await driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken)).Count}";
        }
        catch (EdgeException error)
        {
            said = $"{error.Code}: {error.Message}";
        }

        await File.WriteAllTextAsync(Environment.GetEnvironmentVariable(Result)!, said, TestContext.Current.CancellationToken);
    }
}
