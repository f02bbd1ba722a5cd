namespace EdgeProvision.Engine.Planning;

/// <summary>Sorts of steps. Execution has one handler for each.</summary>
public enum StepKind
{
    /// <summary>The provision's record stands and has this descriptor.</summary>
    Record,

    /// <summary>The cluster stands and carries the provision's id.</summary>
    Cluster,

    /// <summary>A datastore of the descriptor stands.</summary>
    Datastore,

    /// <summary>A network of the descriptor stands and is ready, with all its address ranges.</summary>
    Network,

    /// <summary>It is known whether an order that was never answered has brought the host a machine; a change of its descriptor waits for that.</summary>
    SettleRequest,

    /// <summary>The host is registered, offline, with its key and the intent to rent.</summary>
    ClaimHost,

    /// <summary>A device with the host's key exists and its id is recorded.</summary>
    RentDevice,

    /// <summary>The device is active and the host has its address as its name.</summary>
    AwaitDevice,

    /// <summary>The host is configured as the playbooks say.</summary>
    ConfigureHost,

    /// <summary>OpenNebula may use the host.</summary>
    EnableHost,

    /// <summary>The host's overlay has the set of peers that all members have.</summary>
    AgreePeers,

    /// <summary>A stub that the descriptor no longer has is removed.</summary>
    DeleteStub,

    /// <summary>OpenNebula must not use the host.</summary>
    OfflineHost,

    /// <summary>Nothing of the users is left on what is to be removed, or the removal is refused.</summary>
    RefuseContents,

    /// <summary>Virtual machines and images are removed.</summary>
    RemoveContents,

    /// <summary>The record says that the removal has begun.</summary>
    MarkDeleting,

    /// <summary>No device carries the host's key any more.</summary>
    ReleaseDevice,

    /// <summary>The host is no longer registered.</summary>
    DeleteHost,

    /// <summary>The network is gone, its address ranges given back.</summary>
    DeleteNetwork,

    /// <summary>The datastore is gone.</summary>
    DeleteDatastore,

    /// <summary>Nothing at any provider carries the provision's tag.</summary>
    ReleaseRest,

    /// <summary>The cluster is gone, stubs in it too.</summary>
    DeleteCluster,

    /// <summary>The record is gone.</summary>
    DeleteRecord,

    /// <summary>The hosts are out of the record's descriptor.</summary>
    ForgetHosts,

    /// <summary>The datastore or network is out of the record's descriptor, unless that has to keep it.</summary>
    ForgetObject,

    /// <summary>The secrets of the descriptor stand with the provision.</summary>
    StoreSecrets,

    /// <summary>The cluster has the name and the attributes of the descriptor.</summary>
    UpdateCluster,

    /// <summary>A datastore has the attributes of the descriptor.</summary>
    UpdateDatastore,

    /// <summary>A network has the attributes and the address ranges of the descriptor.</summary>
    UpdateNetwork,

    /// <summary>A host has the attributes of the descriptor.</summary>
    UpdateHost,

    /// <summary>The provider takes the machine away by itself when the descriptor says so, or never.</summary>
    SetDeviceEnd,

    /// <summary>What is let in to the machines at a provider is what the descriptor names.</summary>
    SetAdmission,

    /// <summary>The host lets us in, and shows the SSH key that was agreed to.</summary>
    GreetHost,

    /// <summary>The record of an adopted provision stands, with the credentials that may be kept there.</summary>
    AdoptRecord,

    /// <summary>An adopted host carries its key, its SSH key is pinned.</summary>
    AdoptHost,

    /// <summary>The machine of an adopted host carries the provision's tags.</summary>
    TagDevice,

    /// <summary>The machine is off and OpenNebula knows.</summary>
    StopHost,

    /// <summary>The machine is on, answers, and OpenNebula may use it.</summary>
    StartHost,

    /// <summary>The machine was rebooted and answers.</summary>
    RestartHost,

    /// <summary>The machine was switched off and on and answers.</summary>
    ResetHost,

    /// <summary>A reservation of public addresses carries the key that was chosen for it.</summary>
    ReserveAddresses,

    /// <summary>A public address leads to a host, or nowhere.</summary>
    AssignAddress,

    /// <summary>A reservation of public addresses is given back.</summary>
    ReleaseAddresses,
}
