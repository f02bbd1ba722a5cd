using System.Security.Cryptography;
using System.Text;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Observation;

/// <summary>
/// A hash of all that a plan rests on. What moves by itself is left out: monitoring, the log of operations, what OpenNebula notes at a host.
/// </summary>
internal static class ObservedBasis
{
    private static readonly string[] s_moving = ["ERROR"];

    public static string Of(ObservedProvision observed)
    {
        var text = new StringBuilder();
        Line("provision", observed.Id, observed.Name);
        if (observed.Record is { } record)
        {
            Line("record", record.DocumentId, record.IsDeleting, record.ClusterName, record.DescriptorText, string.Join(' ', record.Requests));
            foreach (var driver in record.Drivers)
                Line("driver", driver);
        }

        foreach (var cluster in observed.Clusters)
            Line("cluster", cluster.Id, cluster.Name, Text(cluster.Template));
        foreach (var host in observed.Hosts)
            Line("host", host.Id, host.Name, host.IsOffline, string.Join(',', host.VirtualMachines), Text(host.Template));
        foreach (var stub in observed.Stubs)
            Line("stub", stub.Id);
        foreach (var datastore in observed.Datastores)
            Line("datastore", datastore.Id, datastore.Name, string.Join(',', datastore.ImageIds), Text(datastore.Template));
        foreach (var network in observed.Networks)
            Line("network", network.Id, network.Name, network.State, network.UsedLeases, Text(network.Template), string.Join(';', network.AddressRanges.Select(r => Text(r.Attributes))));
        foreach (var device in observed.Devices.OrderBy(d => d.Id, StringComparer.Ordinal))
            Line("device", device.Id, device.State, device.EdgeKey, device.EndsAt);
        foreach (var reservation in observed.Reservations.OrderBy(r => r.Block.Id, StringComparer.Ordinal))
            Line("reservation", reservation.Block.Id);

        // Callers come and go with the commands that are run.
        foreach (var (driver, admission) in observed.Admissions.OrderBy(a => a.Key, StringComparer.Ordinal))
            Line("admission", driver, admission.AdmitsCallers, admission.AdmitsMembers, string.Join(';', admission.Rules.Where(r => r.Reason != AdmissionReason.Caller).Select(r => $"{r.Reason} {r.What}").Order(StringComparer.Ordinal)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        void Line(params ReadOnlySpan<object?> parts)
        {
            foreach (var part in parts)
                text.Append(FormattableString.Invariant($"{part}")).Append('\u001f');
            text.Append('\n');
        }
    }

    /// <summary>In the order of their names: the front-end's order of attributes means nothing.</summary>
    private static string Text(AttributeTree template) =>
        TemplateWriter.Write(new AttributeTree(template.Where(a => !s_moving.Contains(a.Name)).OrderBy(a => a.Name, StringComparer.Ordinal)));
}
