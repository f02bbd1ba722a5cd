using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Setup;

/// <summary>The hooks that OpenNebula needs for public addresses, named as the original names them.</summary>
internal static class AliasHooks
{
    /// <summary>Marks those that were made here.</summary>
    public const string Mark = "EDGEPROVISION";

    // A machine that is off is plugged without a state of its own, and so without a hook: the IPAM driver hears of an address that goes, and the next start leads one that came.
    public static IReadOnlyList<AttributeTree> All { get; } =
    [
        Hook("alias_ip_running", "ACTIVE", "RUNNING"),
        Hook("alias_ip_hotplug", "ACTIVE", "HOTPLUG_NIC"),
        Hook("alias_ip_done", "DONE", "LCM_INIT"),
    ];

    /// <summary>Whether a hook runs the alias hook for the same state, whatever it is called. OpenNebula keeps the two states only, not the word that <c>ON</c> had for them.</summary>
    public static bool IsSame(HookObject standing, AttributeTree wanted) =>
        standing.Name == wanted.Text("NAME")
        || new[] { "COMMAND", "RESOURCE", "STATE", "LCM_STATE" }.All(n => standing.Template.Text(n) == wanted.Text(n));

    private static AttributeTree Hook(string name, string state, string lifeCycle) => new(
    [
        ("NAME", name), ("TYPE", "state"), ("COMMAND", FrontEndScripts.HookCommand), ("RESOURCE", "VM"), ("ON", "CUSTOM"), ("STATE", state), ("LCM_STATE", lifeCycle),
        ("ARGUMENTS", "$TEMPLATE"), ("ARGUMENTS_STDIN", "yes"), ("REMOTE", "no"), (Mark, "yes"),
    ]);
}
