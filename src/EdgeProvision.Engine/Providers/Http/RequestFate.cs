namespace EdgeProvision.Engine.Providers.Http;

/// <summary>How far a failed request came: what decides whether it may be repeated and whether it may have had an effect.</summary>
internal enum RequestFate
{
    /// <summary>The connection never opened: the service has seen nothing.</summary>
    NotSent,

    /// <summary>The service answered.</summary>
    Answered,

    /// <summary>It left this machine and no usable answer came back.</summary>
    Unknown,
}
