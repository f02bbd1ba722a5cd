namespace EdgeProvision.Sandbox.Filtering;

/// <summary>Machines that the same is let through to and from.</summary>
/// <param name="MachineIds">Their ids in the room; each is in one of these lists at most.</param>
/// <param name="Rules">What is let through; nothing else is.</param>
public sealed record FilteredMachines(IReadOnlyList<string> MachineIds, IReadOnlyList<FilterRule> Rules);
