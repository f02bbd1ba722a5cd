using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Planning;

namespace EdgeProvision.Engine.Execution;

/// <summary>The handler of each kind of step.</summary>
internal static class Handlers
{
    public static IReadOnlyDictionary<StepKind, IStepHandler> All { get; } = new IStepHandler[]
    {
        new RecordStep(), new ClusterStep(), new DatastoreStep(), new NetworkStep(),
        new SettleRequestStep(), new ClaimHostStep(), new RentDeviceStep(), new AwaitDeviceStep(), new ConfigureHostStep(), new EnableHostStep(), new AgreePeersStep(),
        new DeleteHostStep(StepKind.DeleteStub),
        new OfflineHostStep(), new RefuseContentsStep(), new RemoveContentsStep(), new MarkDeletingStep(),
        new ReleaseDeviceStep(), new DeleteHostStep(StepKind.DeleteHost), new DeleteNetworkStep(), new DeleteDatastoreStep(),
        new ReleaseRestStep(), new DeleteClusterStep(), new DeleteRecordStep(), new ForgetHostsStep(), new ForgetObjectStep(),
        new StoreSecretsStep(), new UpdateClusterStep(), new UpdateDatastoreStep(), new UpdateNetworkStep(), new UpdateHostStep(), new SetDeviceEndStep(), new SetAdmissionStep(),
        new GreetHostStep(), new AdoptRecordStep(), new AdoptHostStep(), new TagDeviceStep(),
        new ReserveAddressesStep(), new AssignAddressStep(), new ReleaseAddressesStep(),
        new StopHostStep(), new StartHostStep(), new RestartHostStep(StepKind.RestartHost), new RestartHostStep(StepKind.ResetHost),
    }.ToDictionary(h => h.Kind);
}
