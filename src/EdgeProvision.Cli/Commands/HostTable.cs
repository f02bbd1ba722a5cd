using System.Globalization;
using EdgeProvision.Cli.Tables;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary>The table of hosts: OpenNebula's columns, and ours behind them.</summary>
internal static class HostTable
{
    public static TableDefinition<EdgeHost> Definition(bool inKilobytes) => new(
    [
        new("ID", 4, h => Text(h.Id)) { Description = "OpenNebula id of the host" },
        new("NAME", 15, h => h.Name) { Description = "OpenNebula name of the host: its address once it is known", IsLeft = true, Expands = true },
        new("CLUSTER", 9, h => h.Cluster ?? "-") { Description = "Name of the cluster", IsLeft = true, Expands = true },
        new("RVM", 3, h => Text(h.VirtualMachines.Count)) { Description = "Number of virtual machines" },
        new("TCPU", 4, h => Text(h.TotalCpu)) { Description = "CPU in hundredths of a core" },
        new("ALLOCATED_CPU", 15, h => Quantity.Share(Text(h.UsedCpu), Text(h.TotalCpu), h.UsedCpu, h.TotalCpu)) { Description = "CPU given to virtual machines" },
        new("TMEM", 6, h => Memory(h.TotalMemoryKiB, inKilobytes)) { Description = "Memory" },
        new("ALLOCATED_MEM", 18, h => Quantity.Share(Memory(h.UsedMemoryKiB, inKilobytes), Memory(h.TotalMemoryKiB, inKilobytes), h.UsedMemoryKiB, h.TotalMemoryKiB)) { Description = "Memory given to virtual machines" },
        new("PROVIDER", 8, h => h.Driver.Length == 0 ? "-" : h.Driver) { Description = "Provider that the machine is rented from", IsLeft = true },
        new("STAT", 6, h => h.FrontEndState) { Description = "State in OpenNebula's words", IsLeft = true },
        new("HOSTNAME", 20, h => h.Hostname) { Description = "Name in the descriptor", IsLeft = true, Expands = true },
        new("PROVISION", 15, h => h.Provision) { Description = "Name of the provision", IsLeft = true, Expands = true },
        new("STATE", 11, h => h.State.ToString()) { Description = "State of the whole: Pending, Creating, Configuring, Ready, Off, Error", IsLeft = true },
        new("CONFIGURATION", 13, h => h.ConfigurationStatus ?? "-") { Description = "Status of the configuration", IsLeft = true },
        new("DEVICE", 36, h => h.DeviceId ?? "-") { Description = "Id of the machine at the provider", IsLeft = true },
        new("LOCATION", 10, h => h.Location ?? "-") { Description = "Facility, metro, region or zone", IsLeft = true },
    ])
    {
        Shown = ["ID", "NAME", "CLUSTER", "ALLOCATED_CPU", "ALLOCATED_MEM", "PROVIDER", "STAT"],
        Filter = "PROVIDER!=-",
    };

    private static string Memory(long kib, bool inKilobytes) => inKilobytes ? kib.ToString(CultureInfo.InvariantCulture) : Quantity.Text(kib, 0);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
