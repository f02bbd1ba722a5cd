using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Setup;

/// <summary>The hooks that OpenNebula needs for public addresses, named as the original names them.</summary>
internal static class AliasHooks
{
    /// <summary>Marks those that were made here.</summary>
    public const string Mark = "EDGEPROVISION";

    public static IReadOnlyList<AttributeTree> All { get; } =
    [
        Hook("alias_ip_running", ("ON", "CUSTOM"), ("STATE", "ACTIVE"), ("LCM_STATE", "RUNNING")),
        Hook("alias_ip_hotplug", ("ON", "CUSTOM"), ("STATE", "ACTIVE"), ("LCM_STATE", "HOTPLUG_NIC")),
        Hook("alias_ip_done", ("ON", "DONE")),
    ];

    /// <summary>Whether a hook runs the alias hook for the same state, whatever it is called.</summary>
    public static bool IsSame(HookObject standing, AttributeTree wanted) =>
        standing.Name == wanted.Text("NAME")
        || new[] { "COMMAND", "RESOURCE", "ON", "STATE", "LCM_STATE" }.All(n => (standing.Template.Text(n) ?? "") == (wanted.Text(n) ?? ""));

    private static AttributeTree Hook(string name, params (string, string)[] moment) => new(
    [
        ("NAME", name), ("TYPE", "state"), ("COMMAND", FrontEndScripts.HookCommand), ("RESOURCE", "VM"), .. moment,
        ("ARGUMENTS", "$TEMPLATE"), ("ARGUMENTS_STDIN", "yes"), ("REMOTE", "no"), (Mark, "yes"),
    ]);
}
