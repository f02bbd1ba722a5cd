using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Origins;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// The network of a provision that has none given: found by its tags or made, part by part, so that whatever a run left is gone on with.
/// <code>
///   VPC ─► security group (SSH, the overlay of its members, what is opened)
///    ├──► internet gateway ─► route table ─► subnet, one for each zone of the region and each Local Zone
///    └──► carrier gateway  ─► route table ─► subnet, one for each Wavelength Zone
/// </code>
/// </summary>
internal sealed class Ec2Network(Ec2Service service, NetworkPart part, ProviderSettings settings)
{
    private const string Block = "10.66.0.0/16";

    private readonly MadeOnce<Ec2Place> places = new();
    private readonly ZoneChoice zones = new(service, settings);
    private readonly NetworkGroup groups = new(part, settings.Work);
    private readonly NetworkEdge edges = new(part);
    private readonly NetworkSubnets subnets = new(service, part);

    /// <summary>The place for an instance of a type, in a zone or in one that has the type.</summary>
    /// <exception cref="EdgeException">It could not be made.</exception>
    public Task<Ec2Place> EnsureAsync(DeviceRequest request, string type, NetworkWish wish, CancellationToken cancellationToken) => places.GetAsync(
        $"{request.ProvisionId} {request.Keys.GetValueOrDefault("availabilityzone")} {type} {wish}", () => MakeAsync(request, type, wish, cancellationToken), cancellationToken);

    /// <summary>The zone of that name, which the account may use.</summary>
    /// <exception cref="EdgeException">There is none, or it may not.</exception>
    public Task<Ec2Zone> FindZoneAsync(string name, CancellationToken cancellationToken) => zones.FindAsync(name, cancellationToken);

    /// <summary>Lets callers log in to what stands, where nobody has said who may.</summary>
    public Task AdmitAsync(string provisionId, Func<Task<SeenOrigins>> origins, CancellationToken cancellationToken) => places.InTurnAsync(
        async () =>
        {
            await groups.AdmitAsync(provisionId, origins, cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Lets in no more who was a caller once. What was taken away, each with who it was.</summary>
    public Task<IReadOnlyList<string>> RetireAsync(string provisionId, Func<Task<SeenOrigins>> origins, CancellationToken cancellationToken) =>
        places.InTurnAsync(() => groups.RetireAsync(provisionId, origins, cancellationToken), cancellationToken);

    /// <summary>What is let in to what stands; null when nothing does.</summary>
    public Task<StandingAdmission?> ReadAdmissionAsync(string provisionId, CancellationToken cancellationToken) => groups.ReadAsync(provisionId, cancellationToken);

    /// <summary>Lets in what is wished for, and no more what was wished for before. True when something had to be changed.</summary>
    public Task<bool> SetAdmissionAsync(string provisionId, AdmissionWish wish, Func<Task<SeenOrigins>> origins, CancellationToken cancellationToken) =>
        places.InTurnAsync(() => groups.SetAsync(provisionId, wish, origins, cancellationToken), cancellationToken);

    /// <summary>Lets in the overlay of members that are outside. True when something had to be changed.</summary>
    public Task<bool> SetMembersAsync(string provisionId, IReadOnlyCollection<string> addresses, MemberChange change, CancellationToken cancellationToken) =>
        places.InTurnAsync(() => groups.SetMembersAsync(provisionId, addresses, change, cancellationToken), cancellationToken);

    private async Task<Ec2Place> MakeAsync(DeviceRequest request, string type, NetworkWish wish, CancellationToken cancellationToken)
    {
        var id = request.ProvisionId;
        if (request.FollowsAnother)
            part.Follow(id);
        var zone = await zones.ChooseAsync(id, type, request.Keys.GetValueOrDefault("availabilityzone"), cancellationToken).ConfigureAwait(false);
        var vpc = await VpcAsync(id, cancellationToken).ConfigureAwait(false);
        var table = zone.IsWavelength
            ? await edges.CarrierAsync(id, vpc, cancellationToken).ConfigureAwait(false)
            : await edges.InternetAsync(id, vpc, cancellationToken).ConfigureAwait(false);
        var group = await groups.EnsureAsync(id, vpc, wish, cancellationToken).ConfigureAwait(false);
        var subnet = await subnets.EnsureAsync(id, vpc, zone, table, cancellationToken).ConfigureAwait(false);
        return new Ec2Place(subnet, group, zone.IsWavelength);
    }

    private async Task<string> VpcAsync(string id, CancellationToken cancellationToken) => (await part.EnsureAsync(
        id, new PartLook<Vpc>(PartKinds.Vpcs, "vpc", "look for the provision's network"),
        async () => (await part.MadeAsync(
            NetworkPart.Make("CreateVpc", "make the provision's network", id),
            (client, token) => client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = Block, TagSpecifications = part.Tags(ResourceType.Vpc, id, "vpc") }, token), cancellationToken).ConfigureAwait(false)).Vpc,
        cancellationToken).ConfigureAwait(false)).VpcId;
}
