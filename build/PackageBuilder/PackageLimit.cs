namespace EdgeProvision.PackageBuilder;

/// <summary>A package must not grow unnoticed.</summary>
internal static class PackageLimit
{
    public static void Demand(string file, int megabytes)
    {
        var length = new FileInfo(file).Length;
        if (length > megabytes * 1_000_000L)
            throw new PackageException(FormattableString.Invariant($"{file} has {length / 1e6:0.0} MB, more than {megabytes} MB."));
    }
}
