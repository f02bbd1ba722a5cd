namespace EdgeProvision.Sandbox.OpenNebula.Records;

/// <summary>The state of a front-end at one moment, for tests and the control API.</summary>
/// <param name="Release">The version that it says it is.</param>
/// <param name="Objects">Every object, by kind and id.</param>
public sealed record ZoneDump(string Release, IReadOnlyList<ObjectDump> Objects);
