namespace EdgeProvision.Benchmarks;

/// <summary>What is measured, in this order.</summary>
internal enum BenchmarkAction
{
    /// <summary>The whole edge cloud, from nothing.</summary>
    Create,

    /// <summary>The same again: there is nothing to do.</summary>
    Repeat,

    /// <summary>Every host configured again, although nothing has changed.</summary>
    Reapply,

    /// <summary>All of it removed.</summary>
    Delete,
}
