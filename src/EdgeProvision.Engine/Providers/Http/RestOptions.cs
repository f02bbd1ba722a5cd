using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Origins;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>Limits and hooks of the calls to a provider.</summary>
public sealed record RestOptions
{
    /// <summary>Whose clock all waiting is on.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long a connection may take to open.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a complete answer may take.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the answer to a create is still awaited after cancellation.</summary>
    public TimeSpan CreateGrace { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>The largest answer that is read.</summary>
    public int MaxAnswerBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How often a request is sent again after a transient failure.</summary>
    public int MaxRepeats { get; init; } = 5;

    /// <summary>The same where no connection opens: a wrong address should be known within seconds.</summary>
    public int MaxConnectRepeats { get; init; } = 2;

    /// <summary>The first back-off; it doubles each time.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest that is waited at once, whatever <c>Retry-After</c> says.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Random numbers from 0 to 1 for the jitter.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>
    /// The gate: awaited before every write, innermost, per attempt, after every queue and back-off. What it throws ends the call at once.
    /// </summary>
    public Func<CancellationToken, ValueTask>? BeforeWrite { get; init; }

    /// <summary>Catalogues that the operation has read already; null for none.</summary>
    public CatalogMemory? Catalogs { get; init; }

    /// <summary>Told of every attempt; contains no secrets.</summary>
    public Action<WireRecord>? Trace { get; init; }

    /// <summary>From where machines are logged in to; null where nobody could say.</summary>
    public ILoginOrigins? Origins { get; init; }

    /// <summary>The transport to an address that only the driver knows, with the rule for its certificate (<see cref="RestTransport.Create"/>).</summary>
    internal Func<Uri, string?, HttpMessageInvoker> Transport { get; init; } = static (_, _) => throw new InvalidOperationException("These options were not given by the table of drivers.");
}
