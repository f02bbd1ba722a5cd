namespace EdgeProvision.Benchmarks;

/// <summary>What a process says of itself when its command has ended.</summary>
/// <param name="WallSeconds">From the command's start to its end, without the start of .NET.</param>
/// <param name="ProcessorSeconds">Processor time of the whole process, the start of .NET included.</param>
/// <param name="PeakMemoryMiB">The most that was resident.</param>
internal sealed record Measurement(double WallSeconds, double ProcessorSeconds, double PeakMemoryMiB);
