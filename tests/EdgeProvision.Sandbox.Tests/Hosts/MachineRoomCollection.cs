namespace EdgeProvision.Sandbox.Tests.Hosts;

/// <summary>The tests that share the machines of one room, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class MachineRoomCollection : ICollectionFixture<MachineRoomFixture>
{
    public const string Name = "machine room";
}
