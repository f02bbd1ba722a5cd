using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>The configuration that the daemon publishes: the attributes that clients look at.</summary>
internal static class Configuration
{
    internal static Template Of(Zone zone)
    {
        var options = zone.Options;
        var config = new Template();
        foreach (var (name, value) in new[]
        {
            ("API_LIST_ORDER", "DESC"), ("DEFAULT_UMASK", "177"), ("LISTEN_ADDRESS", "0.0.0.0"), ("MANAGER_TIMER", "15"),
            ("MAX_CONN", "15"), ("MAX_CONN_BACKLOG", "15"), ("ONE_KEY", options.OneKey), ("PORT", new Uri(options.Endpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        })
        {
            config.Add(name, value);
        }

        foreach (var (kind, names) in zone.EncryptedAttributes)
            foreach (var name in names) config.Add(kind + "_ENCRYPTED_ATTR", name);

        foreach (var name in VmLeases.Inherited) config.Add("INHERIT_VNET_ATTR", name);
        config.Add(Vector("IPAM_MAD", ("ARGUMENTS", "-t 1 -i " + string.Join(',', options.IpamDrivers)), ("EXECUTABLE", "one_ipam")));
        foreach (var name in (string[])["dummy", "kvm", "lxc", "qemu"])
        {
            if (zone.Facts.IsOld) config.Add(Vector("IM_MAD", ("NAME", name), ("EXECUTABLE", "one_im_ssh")));
            config.Add(Vector("VM_MAD", ("NAME", name), ("EXECUTABLE", "one_vmm_exec"), ("TYPE", name)));
        }

        // Since 5.12 the information drivers are the monitor daemon's own business.
        if (!zone.Facts.IsOld) config.Add(Vector("IM_MAD", ("NAME", "monitord"), ("EXECUTABLE", "onemonitord"), ("ARGUMENTS", "-c monitord.conf")));
        foreach (var name in StorageDrivers.TransferNames) config.Add(Vector("TM_MAD_CONF", ("NAME", name)));
        foreach (var name in StorageDrivers.ImageNames) config.Add(Vector("DS_MAD_CONF", ("NAME", name)));
        foreach (var (name, type) in NetworkDrivers.For(zone.Facts))
            config.Add(Vector("VN_MAD_CONF", ("NAME", name), ("BRIDGE_TYPE", type)));

        if (options.SandboxAttribute.Count > 0)
            config.Add(Vector("EDGEPROVISION_SANDBOX", [.. options.SandboxAttribute.Select(p => (p.Key, p.Value))]));
        return config;
    }

    private static VectorAttribute Vector(string name, params (string Name, string Value)[] values)
    {
        var vector = new VectorAttribute(name);
        foreach (var (element, value) in values) vector[element] = value;
        return vector;
    }
}
