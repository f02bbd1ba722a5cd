using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.OpenNebula.Drivers;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>A front-end on a clock that tests move.</summary>
internal sealed class FrontEndWorld : IHostMonitor, IDisposable
{
    private readonly Lazy<FrontEndEmulator> emulator;

    internal FrontEndWorld(FrontEndRelease release = FrontEndRelease.V6_10, Func<FrontEndOptions, FrontEndOptions>? change = null)
    {
        emulator = new(() =>
        {
            var options = new FrontEndOptions
            {
                Release = release,
                Password = FrontEndClient.Admin.Split(':')[1],
                Time = Time,
                HostMonitor = this,
                AddressRegistry = Registry,
            };
            return new FrontEndEmulator(change is null ? options : change(options));
        });
    }

    internal FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1795333700));

    internal Func<string, string, HostCapacity?> Monitor { get; set; } = (_, _) => null;

    internal ScriptedRegistry Registry { get; } = new();

    internal FrontEndEmulator Emulator => emulator.Value;

    internal FrontEndClient Client => new(Emulator);

    public HostCapacity? Measure(string hostName, string driver) => Monitor(hostName, driver);

    /// <summary>Lets time pass in small steps, so that what starts when something else ends gets its turn.</summary>
    internal async Task PassAsync(TimeSpan time)
    {
        var step = TimeSpan.FromMilliseconds(Math.Max(50, time.TotalMilliseconds / 40));
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Time.Advance(step);
            await SettleAsync();
        }
    }

    /// <summary>Gives continuations on other threads the time to run.</summary>
    internal static async Task SettleAsync()
    {
        for (var i = 0; i < 5; i++) await Task.Delay(1, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the IPAM driver has been asked so often: only then is it certain which of two calls comes first.</summary>
    internal async Task AskedAsync(int count)
    {
        while (Asked() < count)
            await Task.Delay(1, TestContext.Current.CancellationToken);

        int Asked()
        {
            lock (Registry.Asked)
                return Registry.Asked.Count;
        }
    }

    public void Dispose()
    {
        // A driver that a test left hanging ends with it.
        Registry.Release();
    }
}
