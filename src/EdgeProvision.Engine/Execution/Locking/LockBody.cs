using System.Globalization;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Execution.Locking;

/// <summary>Who holds a provision's lock, as the lock template says it.</summary>
/// <param name="User">OpenNebula user.</param>
/// <param name="Process">The process.</param>
/// <param name="OperationId">The operation.</param>
/// <param name="Verb">What it does.</param>
/// <param name="StartedAt">When it took the lock, by its own clock.</param>
/// <param name="Beat">Counts up while the owner lives.</param>
public sealed record LockBody(string User, ProcessIdentity Process, string OperationId, string Verb, DateTimeOffset StartedAt, long Beat)
{
    /// <summary>The attributes of the template.</summary>
    public AttributeTree Write(string name) => new(
        ("NAME", name),
        ("EDGE_LOCK_USER", User),
        ("EDGE_LOCK_MACHINE", Process.Machine),
        ("EDGE_LOCK_BOOT_ID", Process.BootId),
        ("EDGE_LOCK_PID_NS", Process.PidNamespace),
        ("EDGE_LOCK_PID", Process.ProcessId.ToString(CultureInfo.InvariantCulture)),
        ("EDGE_LOCK_PROCESS_START", Process.StartTime),
        ("EDGE_LOCK_OPERATION", OperationId),
        ("EDGE_LOCK_VERB", Verb),
        ("EDGE_LOCK_STARTED", StartedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ("EDGE_LOCK_BEAT", Beat.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The attribute that a beat changes, and nothing else.</summary>
    public static AttributeTree WriteBeat(long beat) => new(("EDGE_LOCK_BEAT", beat.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads a template; what is missing is empty, so that a damaged lock can still be judged dead by its silence.</summary>
    public static LockBody Read(AttributeTree template) => new(
        template.Text("EDGE_LOCK_USER") ?? "unknown",
        new ProcessIdentity(
            template.Text("EDGE_LOCK_MACHINE") ?? "unknown",
            template.Text("EDGE_LOCK_BOOT_ID") ?? "",
            template.Text("EDGE_LOCK_PID_NS") ?? "",
            int.TryParse(template.Text("EDGE_LOCK_PID"), CultureInfo.InvariantCulture, out var pid) ? pid : 0,
            template.Text("EDGE_LOCK_PROCESS_START") ?? ""),
        template.Text("EDGE_LOCK_OPERATION") ?? "",
        template.Text("EDGE_LOCK_VERB") ?? "unknown",
        DateTimeOffset.FromUnixTimeSeconds(long.TryParse(template.Text("EDGE_LOCK_STARTED"), CultureInfo.InvariantCulture, out var started) ? Math.Clamp(started, 0, 253402300799) : 0),
        long.TryParse(template.Text("EDGE_LOCK_BEAT"), CultureInfo.InvariantCulture, out var beat) ? beat : -1);
}
