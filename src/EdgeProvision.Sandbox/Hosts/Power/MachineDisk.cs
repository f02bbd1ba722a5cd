using System.Text.RegularExpressions;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Power;

/// <summary>A machine's disk: what lies over the shared operating system. It outlives power cycles; an installation empties it.</summary>
internal sealed partial class MachineDisk(string directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Contents => Path.Combine(directory, "disk");

    private string Finished => Path.Combine(directory, "installed");

    public bool IsInstalled => File.Exists(Finished);

    public static void Check(MachineOrder order)
    {
        if (!HostnamePattern().IsMatch(order.Hostname))
        {
            throw new EdgeException("MachineHostnameInvalid", ErrorKind.InvalidInput,
                $"The machine {order.Id} cannot be named '{order.Hostname}': a host name has letters, digits, dots and hyphens, and at most 64 characters.")
            {
                Target = order.Id,
            };
        }
    }

    /// <summary>Empties the disk and writes what an installation leaves: names, addresses, keys. Host keys are made at the first boot.</summary>
    public async Task InstallAsync(MachineOrder order, Machine machine, CancellationToken cancellationToken)
    {
        await WipeAsync(cancellationToken);
        foreach (var name in (string[])["root", "work", "disk"])
        {
            Directory.CreateDirectory(Path.Combine(directory, name));
        }

        var shortName = order.Hostname.Split('.')[0];
        var names = shortName == order.Hostname ? shortName : $"{order.Hostname} {shortName}";
        await WriteAsync("etc/hostname", order.Hostname + "\n", cancellationToken);
        await WriteAsync("etc/hosts", $"127.0.0.1 localhost\n127.0.1.1 {names}\n::1 localhost ip6-localhost ip6-loopback\n", cancellationToken);
        await WriteAsync("etc/machine-id", Guid.NewGuid().ToString("N") + "\n", cancellationToken);
        await WriteAsync("etc/network/interfaces", order.InnerAddress is null ? Interfaces(machine) : InnerInterfaces(machine), cancellationToken);
        if (order.AuthorizedKeys.Count > 0)
        {
            await WriteAsync("root/.ssh/authorized_keys", string.Join('\n', order.AuthorizedKeys) + "\n", cancellationToken);
            Protect("root", OwnerOnly | UnixFileMode.UserExecute);
            Protect("root/.ssh", OwnerOnly | UnixFileMode.UserExecute);
            Protect("root/.ssh/authorized_keys", OwnerOnly);
        }

        await File.WriteAllTextAsync(Finished, "", cancellationToken);
    }

    /// <summary>Nothing is left of it, nor of what was counted since it was installed.</summary>
    public async Task WipeAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        File.Delete(Finished);
        File.Delete(Path.Combine(directory, "boots"));
        await Command.RunAsync("rm", ["-rf", "--one-file-system", "--", Contents, Path.Combine(directory, "work")], cancellationToken);
    }

    private async Task WriteAsync(string path, string content, CancellationToken cancellationToken)
    {
        var target = Path.Combine(Contents, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await File.WriteAllTextAsync(target, content, cancellationToken);
    }

    private void Protect(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) // for the analyzer: a room starts on Linux only
        {
            File.SetUnixFileMode(Path.Combine(Contents, path), mode);
        }
    }

    private static string Interfaces(Machine machine) =>
        $"""
        auto lo
        iface lo inet loopback

        auto eth0
        iface eth0 inet static
            address {machine.PublicAddress}/{machine.PublicPrefixLength}
            gateway {machine.Gateway}

        # The provider's private network comes on the same cable, as a second address.
        auto eth0:0
        iface eth0:0 inet static
            address {machine.PrivateAddress}/{machine.PrivatePrefixLength}

        """;

    private static string InnerInterfaces(Machine machine) =>
        $"""
        auto lo
        iface lo inet loopback

        auto eth0
        iface eth0 inet static
            address {machine.PrivateAddress}/{machine.PrivatePrefixLength}
            gateway {machine.Gateway}

        """;

    [GeneratedRegex(@"^(?=.{1,64}\z)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\z")]
    private static partial Regex HostnamePattern();
}
