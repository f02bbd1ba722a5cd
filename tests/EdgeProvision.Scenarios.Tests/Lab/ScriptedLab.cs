using EdgeProvision.Engine;
using EdgeProvision.Model;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>A sandbox whose front-end runs scripts as its IPAM drivers and hooks, as a real one does. There are none until somebody sets it up.</summary>
public sealed class ScriptedLab : EdgeLab
{
    public ScriptedLab()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(OnedConf, Stock);
    }

    public const string Stock = """
        IPAM_MAD = [
            EXECUTABLE = "one_ipam",
            ARGUMENTS  = "-t 1 -i dummy"
        ]

        """;

    public string Folder => Path.Combine(Home, "remotes");

    public string OnedConf => Path.Combine(Home, "oned.conf");

    protected override string Remotes => Folder;

    /// <summary><c>setup</c> for this front-end.</summary>
    public Tool Setup(params string[] options) => Start(["setup", "--remotes", Folder, "--oned-conf", OnedConf, .. options]);

    /// <summary>What is rented, whoever has it.</summary>
    public static Task<IReadOnlyList<EdgeAddress>> AddressesAsync(EdgeEngine engine) =>
        engine.GetAddressesAsync(null, new Dictionary<string, string>(), (_, error) => throw error, TestContext.Current.CancellationToken);

    /// <summary>Waits for an address that is as it should be.</summary>
    public static async Task<EdgeAddress> WaitForAddressAsync(EdgeEngine engine, Func<EdgeAddress, bool> condition)
    {
        IReadOnlyList<EdgeAddress> seen = [];
        await Eventually.IsAsync(
            async () => (seen = await AddressesAsync(engine)).Any(condition),
            () => $"an address as it should be, but {string.Join(", ", seen.Select(a => $"{a.Address} {a.State} host {a.HostId} vm {a.VirtualMachineId}"))}");
        return seen.First(condition);
    }
}
