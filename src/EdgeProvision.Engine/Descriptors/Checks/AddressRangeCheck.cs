using System.Globalization;
using System.Numerics;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Checks;

/// <summary>Checks what an address range must say: OpenNebula would refuse it only after machines have been rented.</summary>
internal sealed class AddressRangeCheck(DiagnosticBag bag, DescriptorLoadOptions options)
{
    public void Check(AttributeMap range, string path)
    {
        if (options.IsStored)
            return;
        // A driver's answer takes the place of the whole range, so it is the driver's to say what it needs.
        var driver = range.Text("ipam_mad");
        if (driver is null or "" or "internal")
            CheckOwn(range, path);
        else if (driver == "packet")
            CheckRented(range, path);
    }

    private void CheckOwn(AttributeMap range, string path)
    {
        Require("type", "what kind of addresses it holds");
        Require("size", "how many addresses it holds");
        var type = range.Text("type")?.ToUpperInvariant() ?? "";
        if (type.StartsWith("IP4", StringComparison.Ordinal))
            Require("ip", "its first IPv4 address");
        if (type is "IP6_STATIC" or "IP4_6_STATIC")
            Require("ip6", "its first IPv6 address");

        void Require(string key, string what)
        {
            if (range[key] is not { IsMasked: false })
                bag.Error("RequiredKeyMissing", range[key]?.Position ?? range.Position, $"{path}.{key}", $"The required key {key} is missing in address range ({path}): {what}.");
        }
    }

    private void CheckRented(AttributeMap range, string path)
    {
        if (range["size"] is DescriptorScalar size && int.TryParse(size.Reveal(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && !BitOperations.IsPow2(count))
            bag.Warning("WrongValue", size.Position, path + ".size", FormattableString.Invariant($"size is {count}, but the provider rents addresses in blocks of 1, 2, 4, 8 and so on, and may refuse it."), "Write the next power of two.");
    }
}
