namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

/// <summary>Calls of a driver to its service, by what they are for.</summary>
internal enum BenchCall
{
    /// <summary>Everything.</summary>
    Any,

    /// <summary>Orders of machines.</summary>
    Order,

    /// <summary>Requests for power.</summary>
    Power,

    /// <summary>Releases of machines.</summary>
    Release,
}
