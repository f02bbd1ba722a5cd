namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>
/// A kind of object with the words that the daemon uses for it, which differ from message to message.
/// </summary>
/// <param name="Method">The part of method names: <c>one.<b>vn</b>.info</c>.</param>
/// <param name="Word">The word of "Error getting …".</param>
/// <param name="Right">The word of authorization and "is already taken by" messages.</param>
/// <param name="Config">The word of the lists of encrypted attributes.</param>
/// <param name="Element">The root element of its XML; with <c>_POOL</c> the pool's.</param>
internal sealed record ObjectKind(string Method, string Word, string Right, string Config, string Element)
{
    internal static readonly ObjectKind Cluster = new("cluster", "cluster", "CLUSTER", "CLUSTER", "CLUSTER");
    internal static readonly ObjectKind Host = new("host", "host", "HOST", "HOST", "HOST");
    internal static readonly ObjectKind Datastore = new("datastore", "datastore", "DATASTORE", "DATASTORE", "DATASTORE");
    internal static readonly ObjectKind Network = new("vn", "virtual network", "NET", "VNET", "VNET");
    internal static readonly ObjectKind Image = new("image", "image", "IMAGE", "IMAGE", "IMAGE");
    internal static readonly ObjectKind Template = new("template", "virtual machine template", "TEMPLATE", "TEMPLATE", "VMTEMPLATE");
    internal static readonly ObjectKind Vm = new("vm", "virtual machine", "VM", "VM", "VM");
    internal static readonly ObjectKind Document = new("document", "document", "DOCUMENT", "DOCUMENT", "DOCUMENT");
    internal static readonly ObjectKind Hook = new("hook", "hook", "HOOK", "HOOK", "HOOK");
    internal static readonly ObjectKind User = new("user", "user", "USER", "USER", "USER");
}
