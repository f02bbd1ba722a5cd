namespace EdgeProvision.Engine.Providers;

/// <summary>Something that the provider says it has done to a machine, or that went wrong with it.</summary>
/// <param name="Id">The provider's id of it.</param>
/// <param name="Text">In the provider's words, on one line.</param>
/// <param name="At">When.</param>
public sealed record DeviceEvent(string Id, string Text, DateTimeOffset At);
