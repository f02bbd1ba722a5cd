namespace EdgeProvision.Sandbox.Http;

/// <summary>How an <see cref="HttpServer"/> serves.</summary>
public sealed record HttpServerOptions
{
    /// <summary>Connections served at once; further ones wait in the backlog, as they do at oned with its 15.</summary>
    public int MaxConnections { get; init; } = 256;

    /// <summary>True to serve several requests on one connection. oned never does.</summary>
    public bool KeepAlive { get; init; }

    /// <summary>Bytes of request line and header lines together; more is answered with 431.</summary>
    public int MaxHeaderBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes of a body; more is answered with 413.</summary>
    public int MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long a client may take to send one request.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take to receive one answer.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long <see cref="HttpServer.StopAsync"/> lets running calls finish.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock of all time limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
