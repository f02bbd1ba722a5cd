namespace EdgeProvision.PowerShell.Tests.Matrix;

/// <summary>The matrix: a row for each cmdlet. A new cmdlet gets its row in the file of its noun, or in a new one that is named here.</summary>
internal static class Rows
{
    public static IReadOnlyList<Row> All { get; } = [.. HostRows.All, .. ProvisionRows.All, .. ObjectRows.All, .. AddressRows.All, .. OrphanRows.All, .. DriverRows.All, .. DescriptorRows.All, .. OfferRows.All, .. CloudRows.All];
}
