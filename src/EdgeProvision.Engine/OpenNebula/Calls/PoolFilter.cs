namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The numbers that pool calls take.</summary>
internal static class PoolFilter
{
    /// <summary>The objects of all users. To a user who is no administrator that is an empty pool, not an error.</summary>
    public const int All = -2;

    /// <summary>From the first, to the last.</summary>
    public const int NoLimit = -1;
}
