using System.Globalization;
using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>
/// Between the zone and its IPAM drivers: who is asked, with what, and what becomes of the answer. Its methods are called outside the
/// zone's lock, with the network's gate held.
/// </summary>
internal sealed class IpamManager(Zone zone)
{
    private readonly DriverQueue queue = new(zone.Options.Time, zone.Options.IpamTimeout);
    private readonly DummyRegistry dummy = new();
    private int requests;

    /// <summary>
    /// Turns what was asked for into a range of the pool: at once, or by what its driver answers. The answer replaces all attributes.
    /// </summary>
    /// <returns>The range, or why not; the reason is empty when a driver gave none.</returns>
    internal async Task<(AddressRange? Range, string Error)> RegisterAsync(VectorAttribute asked, int id)
    {
        var driver = AddressRange.DriverOf(asked);
        if (driver.Length == 0)
            return zone.Run(() => (AddressRange.Build(asked, id, zone.Random, out var wrong), wrong));

        var answer = await AskAsync(driver, asked, (r, request) => r.RegisterAsync(request, CancellationToken.None)).ConfigureAwait(false);
        if (!answer.Succeeded) return (null, answer.Error);
        try
        {
            if (TemplateReader.Read(answer.Output).Vectors("AR").FirstOrDefault() is not { } given)
                return (null, "AR not found in IPAM driver response");
            return zone.Run(() =>
            {
                var range = AddressRange.Build(given, id, zone.Random, out var wrong);
                if (range is not null) zone.Cipher.Apply(range.Attributes, zone.EncryptedNames(ObjectKind.Network), encrypt: true);
                return (range, wrong);
            });
        }
        catch (TemplateSyntaxException e)
        {
            return (null, e.Message);
        }
    }

    internal Task<AddressRangeAnswer> UnregisterAsync(VectorAttribute range) =>
        AskAsync(AddressRange.DriverOf(range), range, (r, request) => r.UnregisterAsync(request, CancellationToken.None));

    /// <summary>Asks for one address, or for any when <paramref name="index"/> is null.</summary>
    internal Task<AddressRangeAnswer> AllocateAsync(AddressRange range, int? index)
    {
        Reveal(range);
        return index is null
            ? AskAsync(range.IpamDriver, range.Extended(), (r, request) => r.GetAddressAsync(request, CancellationToken.None))
            : AskAsync(range.IpamDriver, range.Extended(), (r, request) => r.AllocateAddressAsync(request, CancellationToken.None), range, index);
    }

    internal Task<AddressRangeAnswer> FreeAsync(AddressRange range, int index)
    {
        Reveal(range);
        return AskAsync(range.IpamDriver, range.Extended(), (r, request) => r.FreeAddressAsync(request, CancellationToken.None), range, index);
    }

    // Nothing but a wait, yet it takes the driver's only place, as making a network does on a real front-end.
    internal Task<AddressRangeAnswer> OccupyAsync(TimeSpan time) => queue.AskAsync(async () =>
    {
        await Task.Delay(time, zone.Options.Time, CancellationToken.None).ConfigureAwait(false);
        return AddressRangeAnswer.Ok();
    });

    private Task<AddressRangeAnswer> AskAsync(
        string driver,
        VectorAttribute range,
        Func<IAddressRegistry, AddressRangeRequest, Task<AddressRangeAnswer>> action,
        AddressRange? of = null,
        int? index = null)
    {
        if (!zone.Options.IpamDrivers.Contains(driver))
            return Task.FromResult(AddressRangeAnswer.Failed(zone.Facts.IsOld ? $"IPAM driver '{driver}' not available" : ""));

        var clear = range.CopyVector();
        zone.Cipher.Apply(clear, zone.EncryptedNames(ObjectKind.Network), encrypt: false);
        var request = new AddressRangeRequest(Interlocked.Increment(ref requests), driver, clear.Values,
            index is null ? null : of?.IpAt(index.Value), index is null ? null : of?.MacAt(index.Value));
        IAddressRegistry registry = driver == "dummy" ? dummy : zone.Options.AddressRegistry;
        return queue.AskAsync(() => action(registry, request));
    }

    // Since 6.x the daemon decrypts the range in place for such a request and stores it so: the secret is readable from then on.
    private void Reveal(AddressRange range)
    {
        if (zone.Facts.IsOld) return;
        zone.Run(() => zone.Cipher.Apply(range.Attributes, zone.EncryptedNames(ObjectKind.Network), encrypt: false));
    }

    /// <summary>The address in an answer to "any address", as an index of the range; null when there is none that fits.</summary>
    internal static int? IndexIn(AddressRange range, string output)
    {
        try
        {
            var given = TemplateReader.Read(output).Vectors("ADDRESS").FirstOrDefault();
            return given is null ? range.FirstFree() : range.IndexOfIp(given["IP"]) is { } index && range.IsFree(index) ? index : null;
        }
        catch (TemplateSyntaxException)
        {
            return null;
        }
    }

    /// <summary>The text of TEMPLATE/ERROR: when, and what the driver said.</summary>
    internal static string Stamp(DateTimeOffset now, string error) =>
        $"{now.ToString("ddd MMM", CultureInfo.InvariantCulture)} {now.Day,2} {now.ToString("HH:mm:ss yyyy", CultureInfo.InvariantCulture)} : {error}";
}
