using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>The console of EC2, for what users do there beside the product.</summary>
internal sealed class Ec2Console : IDisposable
{
    private readonly AmazonEC2Client _client;

    public Ec2Console(TheWorld world) => _client = new AmazonEC2Client(
        new BasicAWSCredentials(TheWorld.Ec2Access, TheWorld.Token),
        new AmazonEC2Config
        {
            ServiceURL = "http://ec2.modelled", AuthenticationRegion = TheWorld.Region,
            HttpClientFactory = new InProcess(new InProcessHandler("ec2", world.Sandbox.Ec2!, new OutsideCalls(world.Clock, () => { }))),
        });

    /// <summary>Launches another instance like that one, tags included. Its id.</summary>
    public async Task<string> LaunchMoreLikeAsync(string id)
    {
        var copied = (await _client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] })).Reservations[0].Instances[0];
        var made = await _client.RunInstancesAsync(new RunInstancesRequest
        {
            MinCount = 1, MaxCount = 1, ImageId = copied.ImageId, InstanceType = copied.InstanceType, SubnetId = copied.SubnetId, ClientToken = "of-the-console",
            TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Instance, Tags = copied.Tags }],
        });
        return made.Reservation.Instances[0].InstanceId;
    }

    public Task StopAsync(string id) => _client.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [id] });

    public Task StartAsync(string id) => _client.StartInstancesAsync(new StartInstancesRequest { InstanceIds = [id] });

    public Task TerminateAsync(string id) => _client.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [id] });

    public void Dispose() => _client.Dispose();

    private sealed class InProcess(InProcessHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
