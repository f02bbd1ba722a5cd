using Amazon.EC2;
using Amazon.EC2.Model;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>Elastic addresses of more machines than the service takes ids in one question.</summary>
public sealed class ManyAddressesTests : IAsyncDisposable
{
    private const int Machines = 201;
    private readonly DriverBench _bench = new(addressQuota: Machines);

    private static CancellationToken Token => DriverBench.Token;

    [Fact]
    public async Task List_EachLedToAMachineAsItsOwn_ShowsAll()
    {
        using var client = _bench.Another();
        var image = (await client.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["136693071363"] }, Token)).Images.First(i => i.Architecture == ArchitectureValues.X86_64).ImageId;
        var made = (await client.RunInstancesAsync(new RunInstancesRequest { MinCount = Machines, MaxCount = Machines, ImageId = image, InstanceType = InstanceType.M5Large }, Token)).Reservation.Instances;
        var waiting = made.Select(i => i.InstanceId).ToHashSet();
        while (waiting.Count > 0)
        {
            await Task.Delay(20, Token);
            var running = await client.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("instance-state-name", ["running"])] }, Token);
            waiting.ExceptWith((running.Reservations ?? []).SelectMany(r => r.Instances).Select(i => i.InstanceId));
        }

        await Parallel.ForEachAsync(made, Token, async (instance, token) =>
        {
            var tags = new TagSpecification { ResourceType = ResourceType.ElasticIp, Tags = [new Tag("edge-provision", "p-1"), new Tag("edge-key", $"p-1/ip/{instance.InstanceId}/0")] };
            var address = await client.AllocateAddressAsync(new AllocateAddressRequest { Domain = DomainType.Vpc, TagSpecifications = [tags] }, token);
            await client.AssociateAddressAsync(new AssociateAddressRequest { AllocationId = address.AllocationId, InstanceId = instance.InstanceId }, token);
        });

        var listed = await _bench.Driver.Addresses!.ListAsync("p-1", Token);

        Assert.Equal(made.Select(i => i.InstanceId).Order(), listed.Select(r => Assert.Single(r.Addresses).Assignment!).Where(a => a.IsMachinesOwn).Select(a => a.DeviceId).Order());
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}
