namespace EdgeProvision.Benchmarks;

/// <summary>A line of the table.</summary>
/// <param name="Hosts">How many hosts the edge cloud has.</param>
/// <param name="Action">What was done to it.</param>
/// <param name="Measured">What it took.</param>
/// <param name="FrontEndCalls">Calls that the front-end got.</param>
/// <param name="ProviderCalls">Calls that the provider got from the engine or from oned's IPAM driver.</param>
internal sealed record BenchmarkRow(int Hosts, BenchmarkAction Action, Measurement Measured, int FrontEndCalls, int ProviderCalls)
{
    public const string Head = """
        | hosts | command | wall s | CPU s | peak MiB | front-end calls | per host | provider calls |
        |---|---|---|---|---|---|---|---|
        """;

    public override string ToString() => FormattableString.Invariant(
        $"| {Hosts} | {Action.ToString().ToLowerInvariant()} | {Measured.WallSeconds:0.0} | {Measured.ProcessorSeconds:0.0} | {Measured.PeakMemoryMiB:0} | {FrontEndCalls} | {(double)FrontEndCalls / Hosts:0.0} | {ProviderCalls} |");
}
