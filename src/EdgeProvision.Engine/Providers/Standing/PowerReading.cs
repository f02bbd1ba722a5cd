namespace EdgeProvision.Engine.Providers.Standing;

/// <summary>A machine's power.</summary>
/// <param name="State">In this engine's words.</param>
/// <param name="Word">In the words of whoever was asked.</param>
internal sealed record PowerReading(DeviceState State, string Word);
