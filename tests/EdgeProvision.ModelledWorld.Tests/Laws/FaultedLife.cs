using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>
/// A provision that is made and deleted at a provider that has a bad day throughout. The user does what the errors say: he runs the same command again. What comes
/// out is what is wrong with it, in sentences.
/// </summary>
internal sealed class FaultedLife(string driver, string fault, int seed, int hosts)
{
    private const int MostRuns = 8;

    // What is done to a machine once it is there is no matter here, and most of the work.
    private const string Playbook = "description: A host that nothing else is done to.\nroles: [base]\n";
    private readonly List<string> _problems = [];
    private int _runs;

    private string Service => driver == "onprem" ? "redfish" : driver;

    public async Task<IReadOnlyList<string>> RunAsync()
    {
        await using var world = new TheWorld(FrontEndRelease.V6_10, seed: seed, hasEc2: driver == "ec2");
        var inventory = new Inventory(world);
        Directory.CreateDirectory(Path.Combine(world.Folder, "edgeprovision", "playbooks"));
        world.Write(Path.Combine("edgeprovision", "playbooks", "bare.yaml"), Playbook);
        var path = world.Write("edge.yaml", Descriptor().Replace("static_vxlan", "bare", StringComparison.Ordinal));
        await ProviderFaults.BeginAsync(fault, world, Service);

        if (await UntilDoneAsync(world, new CreateRequest(path), null))
            _problems.AddRange(ProblemsOfStanding(world, inventory));
        if (await UntilDoneAsync(world, new DeleteRequest("edge"), "ProvisionNotFound"))
            _problems.AddRange(ProblemsOfGone(world, inventory));
        if (await ProviderFaults.StruckAsync(world) is { } struck && struck < hosts / 5)
            _problems.Add($"only {struck} calls went wrong");
        return _problems;
    }

    private string Descriptor() => driver switch
    {
        "packet" => Descriptors.Fosdem(hosts, ipam: false),
        "ec2" => Descriptors.Ec2(hosts),
        _ => Descriptors.Standing([.. Enumerable.Range(1, hosts).Select(n => $"hostname: rack-{n}, address: 192.0.2.{n}, redfish: {{ url: \"https://bmc-{n}.example\", user: admin, password: secret-word }}")]),
    };

    private async Task<bool> UntilDoneAsync(TheWorld world, OperationRequest request, string? doneCode)
    {
        var machine = new ModelledEnvironment(TheWorld.KeyPath, TheWorld.KeyText) { Variables = { ["XDG_CONFIG_HOME"] = world.Folder } };
        for (var run = 1; run <= MostRuns; run++)
        {
            var process = new EngineProcess(world, "workstation", 100 + ++_runs) { Machine = machine };
            try
            {
                var result = await world.RunAsync(() => process.RunAsync(request));
                await world.PassAsync(TimeSpan.FromMinutes(3));
                if (result!.Failures.Count == 0)
                    return true;
                foreach (var failure in result.Failures)
                    Judge(failure.Error);
            }
            catch (EdgeException error) when (error.Code == doneCode)
            {
                return true;
            }
            catch (EdgeException error)
            {
                Judge(error);
            }
        }

        _problems.Add($"{request.GetType().Name} was not done after {MostRuns} runs");
        return false;
    }

    /// <summary>An error is clear when it says what was attempted, by a code, and what to do; the trouble is the provider's and passes, so that it says so.</summary>
    private void Judge(EdgeException error)
    {
        if (error.Message.Length == 0 || error.Message.Contains("Exception", StringComparison.Ordinal) || error.RecommendedAction is null)
            _problems.Add($"not clear: {error.Code}: {error.Message} {error.RecommendedAction}");
        if (error.Code is not ("ProviderUnavailable" or "ProviderUnreachable" or "ProviderInvalidAnswer" or "ProviderTimeout" or "ProviderRateLimited"))
            _problems.Add($"not the provider's trouble: {error.Code}: {error.Message}");
    }

    private IEnumerable<string> ProblemsOfStanding(TheWorld world, Inventory inventory)
    {
        var standing = inventory.Objects.Where(o => o.Kind == "host").ToList();
        if (standing.Count != hosts || standing.Any(h => h.State != "Monitored" || Inventory.Text(h, "PROVISION_CONFIGURATION_STATUS") != "configured"))
            yield return $"the hosts are {string.Join(", ", standing.Select(h => $"{h.Name} {h.State}"))}";
        if (world.Room.Machines.Count != hosts)
            yield return $"{world.Room.Machines.Count} machines for {hosts} hosts";
        foreach (var group in Bought(world).GroupBy(e => Inventory.KeyOf(e.Tags)).Where(g => g.Count() > 1 || g.Key is null))
            yield return $"bought {group.Count()} times: {group.Key}";
    }

    private IEnumerable<string> ProblemsOfGone(TheWorld world, Inventory inventory)
    {
        foreach (var problem in inventory.ProblemsOfNothing())
            yield return problem;
        foreach (var entry in Bought(world).Where(e => e.GoneAt is null))
            yield return $"{entry.Kind} {entry.Id} {entry.Name} is still paid for";
        if (world.Sandbox.Ec2Emulator?.Describe() is not { } there)
            yield break;
        foreach (var kind in new[] { "instances", "addresses", "vpcs", "subnets", "gateways", "routeTables", "groups", "interfaces" })
        {
            if (there[kind]!.AsArray() is { Count: > 0 } left)
                yield return $"{kind} are left: {left.ToJsonString()}";
        }
    }

    private IEnumerable<LedgerEntry> Bought(TheWorld world) => driver switch
    {
        "packet" => world.Sandbox.PacketEmulator.Ledger.Entries,
        "ec2" => world.Sandbox.Ec2Emulator!.Ledger.Entries,
        _ => [],
    };
}
