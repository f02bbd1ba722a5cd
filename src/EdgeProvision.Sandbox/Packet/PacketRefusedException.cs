namespace EdgeProvision.Sandbox.Packet;

/// <summary>A call that the API refuses, with the texts of its error body.</summary>
internal sealed class PacketRefusedException(int status, params string[] errors) : Exception(string.Join("; ", errors))
{
    public int Status { get; } = status;

    public IReadOnlyList<string> Errors { get; } = errors;

    public static PacketRefusedException NotFound() => new(404, "Not found");
}
