using EdgeProvision.Sandbox.OpenNebula.Objects;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>A call that the daemon refuses: it becomes the five-element answer.</summary>
internal sealed class Refusal(int code, string text, int objectId = -1) : Exception(text)
{
    internal const int Authentication = 0x100;
    internal const int Authorization = 0x200;
    internal const int NoExists = 0x400;
    internal const int Action = 0x800;
    internal const int XmlRpcApi = 0x1000;
    internal const int Internal = 0x2000;
    internal const int Allocate = 0x4000;

    internal int Code { get; } = code;

    internal int ObjectId { get; } = objectId;

    internal static Refusal Missing(ObjectKind kind, int id) => new(NoExists, $"Error getting {kind.Word} [{id}].", id);

    internal static Refusal NotAllowed(int uid, params IEnumerable<string> rights) =>
        new(Authorization, $"User [{uid}] : {string.Join("; ", rights.Select(r => "Not authorized to perform " + r))}.");
}
