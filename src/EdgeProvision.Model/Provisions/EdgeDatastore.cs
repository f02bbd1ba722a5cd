namespace EdgeProvision.Model;

/// <summary>An OpenNebula datastore of a provision.</summary>
/// <param name="Id">Datastore id.</param>
/// <param name="Name">Datastore name.</param>
/// <param name="Type"><c>img</c>, <c>sys</c> or <c>fil</c>.</param>
/// <param name="DatastoreDriver">DS_MAD, <c>-</c> for system datastores.</param>
/// <param name="TransferDriver">TM_MAD.</param>
/// <param name="Provision">The provision's name.</param>
/// <param name="ProvisionId">The provision's UUID.</param>
/// <param name="Clusters">Ids of the clusters that it is in.</param>
/// <param name="ImageCount">Images in it.</param>
/// <param name="TotalMb">Size in MB; 0 while unknown.</param>
/// <param name="FreeMb">Free space in MB.</param>
public sealed record EdgeDatastore(
    int Id, string Name, string Type, string DatastoreDriver, string TransferDriver, string Provision, string ProvisionId,
    IReadOnlyList<int> Clusters, int ImageCount, long TotalMb, long FreeMb) : IProvisionObject
{
    /// <summary><c>on</c>, or <c>off</c> for one that was disabled.</summary>
    public string State { get; init; } = "on";

    /// <summary>Used space in MB; 0 while unknown.</summary>
    public long UsedMb { get; init; }

    /// <summary>Ids of the images in it.</summary>
    public IReadOnlyList<int> Images { get; init; } = [];

    /// <summary>Its name: what stands for it in a text.</summary>
    public override string ToString() => Name;
}
